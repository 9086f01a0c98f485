import { type Group, words } from './group.ts'

/** Cores of subsystems, where the driver or file system that calls them made the mistake. */
export const subsystems: readonly Group[] = [
  {
    why: 'device core and sysfs: the driver that adds or removes the device is the caller',
    names: words(`
      sysfs_remove_* device_add device_del device_remove_* device_destroy device_register device_unregister
      get_device put_device device_release platform_device_release tty_unregister_device device_shutdown
      hwrng_unregister i2c_del_adapter i2c_add_adapter dpm_sysfs_* device_for_each_child* pm_runtime_*
      kobject_* __kobject_del kset_* add_uevent_var`)
  },
  {
    why: 'page and buffer cache, link counts of inodes: file systems call them on their own data',
    names: words(`
      mark_buffer_dirty* unlock_page folio_unlock folio_lock __folio_lock* folio_put* __folio_put* drop_nlink
      inc_nlink clear_nlink set_nlink ihold submit_bh submit_bh_wbc __brelse __bforget clear_inode`)
  },
  {
    why: 'checks of DMA mappings (kernel/dma/debug.c): the driver that maps or unmaps is the caller',
    names: words('debug_dma_* check_unmap check_sync check_for_stack check_for_illegal_area add_dma_entry')
  },
  {
    why: 'network device core: the driver or name space that takes the device away is the caller',
    names: words(`
      rollback_registered* unregister_netdevice unregister_netdevice_many* unregister_netdevice_queue
      unregister_netdev register_netdevice dev_close_many __dev_close_many consume_skb dev_kfree_skb*
      __dev_kfree_skb* napi_consume_skb sk_skb_reason_drop dev_close`)
  },
  {
    why: 'USB core: the driver is what called it',
    names: words(`
      usb_kill_anchored_urbs usb_anchor_urb usb_unanchor_urb usb_submit_urb usb_start_wait_urb
      usb_internal_control_msg usb_control_msg* usb_interrupt_msg usb_kill_urb* usb_poison_*
      usb_get_string usb_string*`)
  }
]
