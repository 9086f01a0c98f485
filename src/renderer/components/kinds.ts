import { Bug, CircleQuestionMark, Droplets, Hourglass, Lock, ShieldAlert, Shuffle, TriangleAlert } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { CrashKind } from '../../shared/model/crash-kind.ts'

/** Word and icon of each kind; its hue is the token `--kind-<kind>`. */
export const kindLooks: Readonly<Record<CrashKind, { readonly word: string; readonly icon: LucideIcon }>> = {
  'memory-safety': { word: 'Memory safety', icon: ShieldAlert },
  bug: { word: 'BUG', icon: Bug },
  hang: { word: 'Hang', icon: Hourglass },
  locking: { word: 'Locking', icon: Lock },
  warning: { word: 'Warning', icon: TriangleAlert },
  'data-race': { word: 'Data race', icon: Shuffle },
  leak: { word: 'Leak', icon: Droplets },
  unknown: { word: 'Unknown', icon: CircleQuestionMark }
}
