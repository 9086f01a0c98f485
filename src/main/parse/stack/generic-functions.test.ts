import { expect, test } from 'vitest'
import { isGeneric, plainFunction } from './generic-functions.ts'
import { entries } from './generic/entries.ts'
import { memory } from './generic/memory.ts'
import { objects } from './generic/objects.ts'
import { reporting } from './generic/reporting.ts'
import { subsystems } from './generic/subsystems.ts'

const groups = [...reporting, ...entries, ...memory, ...objects, ...subsystems]

test.each([
  'kasan_report',
  'memcpy.part.0',
  '_raw_spin_lock_irqsave',
  'queue_work_on',
  'v7_dma_clean_range',
  '__WARN_trap',
  'list_del_init',
  'widget_tree_read_lock',
  'widget_list_add',
  'widget_device_unregister',
  'widget_submit_string',
  'get_zeroed_page_noprof',
  'device_for_each_child_reverse'
])('%s says nothing of a bug', (name) => {
  expect(isGeneric(name)).toBe(true)
  expect(isGeneric(name)).toBe(true)
})

test.each([
  'widget_poll',
  'lock_page',
  'ida_free',
  'percpu_ref_exit',
  'driver_register',
  'skb_clone',
  'worker_thread',
  '__perf_event_task_sched_in',
  'free_pages_and_swap_cache',
  'widget_noprof'
])('%s may be the place of a bug', (name) => {
  expect(isGeneric(name)).toBe(false)
})

test('every group has a reason and each of its names stands there once', () => {
  for (const group of groups) {
    expect(group.why).toMatch(/^[A-Za-z]/)
    expect(new Set(group.names).size).toBe(group.names.length)
    for (const name of group.names) {
      expect(name).toMatch(/^[\w:]+\*?$/)
      expect(isGeneric(name.endsWith('*') ? `${name.slice(0, -1)}x` : name)).toBe(true)
    }
  }
})

test('no name is lost when more functions are seen than are remembered', () => {
  for (let index = 0; index < 5000; index += 1) expect(isGeneric(`widget_poll_${index}x`)).toBe(false)
  expect(isGeneric('kasan_report')).toBe(true)
})

test('the copies of a compiler and the code of a descriptor are one function', () => {
  expect(plainFunction('widget_poll.isra.0')).toBe('widget_poll')
  expect(plainFunction('.widget_poll')).toBe('widget_poll')
  expect(plainFunction('.widget_poll.part.3')).toBe('widget_poll')
})
