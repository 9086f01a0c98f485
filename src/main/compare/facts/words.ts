import type { CrashKind } from '../../../shared/model/crash-kind.ts'

export const crashKindWords: Readonly<Record<CrashKind, string>> = {
  'memory-safety': 'Memory safety',
  bug: 'BUG or panic',
  hang: 'Hang',
  locking: 'Locking',
  warning: 'Warning',
  'data-race': 'Data race',
  leak: 'Leak',
  unknown: 'Unknown'
}
