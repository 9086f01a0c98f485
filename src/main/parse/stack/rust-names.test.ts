import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { rustName } from './rust-names.ts'

test.each([
  ['_RNvMs3_NtCshgDM7dBCdno_4demo5thingNtB5_5Thing3run', '<demo::thing::Thing>::run'],
  ['_RNvNtCs9jEwPDbx20M_4core9panicking9panic_fmt', 'core::panicking::panic_fmt'],
  ['_RNCNvCs123_4demo4main0B3_', 'demo::main::{closure#0}'],
  ['_RINvCs123_4demo4makemE', 'demo::make::<u32>'],
  ['_RNvXs_Cs123_4demoNtB4_5ThingNtNtCs9_4core3fmt5Debug3fmt', '<demo::Thing as core::fmt::Debug>::fmt'],
  ['_ZN4core9panicking5panic17h0123456789abcdefE', 'core::panicking::panic'],
  ['_raw_spin_lock', '_raw_spin_lock'],
  ['_Rest', '_Rest'],
  ['vfs_read', 'vfs_read']
])('%s', (mangled, name) => {
  expect(rustName(mangled)).toBe(name)
})

test('any text is a name or stays as it is', () => {
  fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => typeof rustName(`_R${text}`) === 'string'))
})
