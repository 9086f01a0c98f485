import { type Group, words } from './group.ts'

/** Allocators, and functions that touch the bytes they were handed. */
export const memory: readonly Group[] = [
  {
    why: 'memory allocators',
    names: words(`
      create_object kmemleak_* dev_alloc_skb __dev_alloc_skb napi_alloc_skb netdev_alloc_* __netdev_alloc_*
      __build_skb build_skb pcpu_* __alloc_percpu* free_percpu alloc_percpu* page_pool_* __page_pool_*
      page_frag_* __page_frag_* __phys_addr* kmalloc* __kmalloc* __do_kmalloc* __kmem_cache_* kzalloc* kcalloc* krealloc*
      __krealloc* __do_krealloc kfree kfree_sensitive kzfree kfree_debugcheck __kfree* kvfree* kvmalloc* __kvmalloc*
      kvzalloc* kmemdup* kstrdup* kstrndup* memdup_* _memdup_* vmemdup_* strndup_user slab_* __slab_* ___slab_*
      allocate_slab new_slab* do_slab_free free_to_partial* deactivate_slab unfreeze_partials* put_cpu_partial
      get_partial* get_any_partial* freeze_slab cache_alloc* ____cache_alloc* __cache_* ___cache_free cache_flusharray cache_free*
      free_block setup_object* init_object check_object check_slab check_bytes* on_freelist
      alloc_debug_processing free_debug_processing __get_free_pages get_zeroed_page alloc_pages*
      __alloc_pages* __alloc_frozen_pages*
      alloc_frozen_pages* free_frozen_pages* __free_frozen_pages* free_hot_cold_page* folio_alloc*
      __folio_alloc* vma_alloc_folio* kernel_init_pages clear_highpage* copy_highpage
      alloc_page_* alloc_slab_page alloc_single_from* get_page_from_freelist
      post_alloc_hook __free_pages_ok free_pages free_unref_* __free_one_page free_pcp* free_the_page bad_page
      free_page_is_bad check_free_page* check_new_page* vmalloc* __vmalloc* vzalloc* vfree* __vfree __vunmap
      __get_vm_area_node get_vm_area* alloc_vmap_area
      vunmap remove_vm_area free_vm_area cache_from_obj virt_to_cache kfree_skb* __alloc_skb alloc_skb*
      poison_* init_stack_slab devm_kmalloc devm_kfree mempool_alloc* mempool_free* mempool_k* prepare_alloc_pages slabs_destroy cache_grow*
      fallback_alloc nearby_node warn_alloc should_fail* fail_dump pagealloc* ksize __ksize kmem_* put_slab_*
      free_slab discard_slab rcu_free_slab ___kmalloc* free_large_kmalloc kfree_const kfree_link memcg_slab*
      alloc_from_* sheaf_* alloc_empty_sheaf __alloc_empty_sheaf alloc_full_sheaf refill_sheaf* rcu_free_sheaf*
      barn_* __pcs_* pcs_* sysfs_slab_*
      kfree_bulk flush_cpu_slab drain_obj* refill_obj* drain_array __free_slab`)
  },
  {
    why: 'memory and string functions',
    names: words(`
      clear_page* copy_page* copy_folio_* mmioset mmiocpy __pi_mem* __pi___mem* memcpy memcpy_* memset memset_* memmove memmove_* memcmp memchr
      memchr_inv memscan mempcpy memcmp_* memzero_explicit copy_mc_* __memcpy* __memset* __memmove* __memcmp* strcmp
      strlen strncpy strcpy strnlen strscpy strlcpy strlcat strcat strncat strncmp strncasecmp strcasecmp strscpy_* skip_spaces simple_strto* _parse_integer*
      strchr strrchr strnchr strstr strnstr strsep strspn strcspn strpbrk strim strncpy_* strnlen_* __strcmp
      __strlen __strncmp __strncpy* __strnlen* bcmp __fortify* fortify_panic kstrto* rep_movs* rep_stos*
      strreplace strchrnul strnchrnul bin2hex hex2bin memparse __memzero __pi_str* __pi_clear_page __pi_copy_page
      read_word_at_a_time sized_strscpy __read_once_* __write_once_* get_unaligned*`)
  },
  {
    why: 'copies to and from user space',
    names: words(`
      copy_to_user* copy_from_user* _copy_* __copy_* __arch_copy* raw_copy_* arm_copy_* copy_user_* copyin
      copyout* copy_in_user __get_user_1 __get_user_2 __get_user_4 __get_user_8 __get_user_nocheck*
      get_user_nocheck* __put_user_1 __put_user_2 __put_user_4 __put_user_8 __put_user_nocheck*
      __clear_user* clear_user* __arch_clear_user* __asm_copy_* __asm_vector_usercopy* fallback_scalar_usercopy*
      copy_to_user_nofault copy_from_user_nofault
      __check_object_size* __check_heap_object check_heap_object check_stack_object report_usercopy
      user_access_* check_copy_size check_zeroed_user simple_copy_* fault_in_*`)
  },
  {
    why: "access to device memory and ports: the address is the driver's",
    names: words(`
      readb readw readl __raw_read* __raw_write* logic_in* logic_out* ioread* iowrite* _inb inb outb readq
      writeb writew writel writeq memcpy_fromio memcpy_toio memset_io __memcpy_fromio __memcpy_toio
      __memset_io __iowrite* __ioread* insb insw insl outsb outsw outsl inl outl inw outw _outb _inw _outw
      _inl _outl`)
  },
  {
    why: "cache maintenance of arm, arm64 and mips: the address is the caller's",
    names: words(`
      v7_dma_* v6_dma_* v7_flush_* v7_coherent_* local_r4k_* r4k_blast_* r4k_flush_* r4k_dma_* dcache_clean_*
      dcache_inval_* __flush_dcache_area __dma_inv_area __dma_clean_area __dma_flush_area __dma_map_area
      __dma_unmap_area`)
  },
  {
    why: 'checksums and hashes: they only read what they were given',
    names: words(`
      crc* __crc* csum_* do_csum ip_compute_csum ip_fast_csum siphash* __siphash* hsiphash* __hsiphash* jhash*
      xxh32* xxh64* full_name_hash hashlen_string`)
  },
  {
    why: 'arithmetic that a CPU has no instruction for: the caller chose the divisor',
    names: words(`
      __div64_32 div64_u64* div64_s64 div_u64_rem div_s64_rem iter_div_u64_rem mul_u64_u64_div_u64 __udivdi3 __divdi3
      __umoddi3 __moddi3 __udivsi3 __aeabi_uidiv* __aeabi_idiv* __aeabi_uldivmod __aeabi_ldivmod Ldiv0* __div0 lcm gcd`)
  },
  {
    why: "page cache: which page is looked up is the caller's affair",
    names: words(`
      find_lock_entries xas_* filemap_alloc_folio* __filemap_get_folio* pagecache_get_page`)
  }
]
