import type { Family } from './family.ts'
import { badPage, kasan, kcsan, kfence, kmsan, slub, ubsan } from './checkers.ts'
import { bugOn, leak, listCorruption, memoryFault, otherTrap, panic, warning } from './faults.ts'
import { lockdep } from './locks.ts'
import { atomicSleep, hungTask, lockup, netdevice, rcuStall } from './waiting.ts'

/** The first that knows the report says what happened. */
export const families: readonly Family[] = [
  kasan,
  kfence,
  kmsan,
  kcsan,
  ubsan,
  slub,
  badPage,
  leak,
  bugOn,
  hungTask,
  rcuStall,
  lockup,
  lockdep,
  atomicSleep,
  netdevice,
  listCorruption,
  memoryFault,
  warning,
  otherTrap,
  panic
]
