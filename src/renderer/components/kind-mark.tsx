import type { CrashKind } from '../../shared/model/crash-kind.ts'
import { kindLooks } from './kinds.ts'
import './crash.css'

/** A kind, told apart by hue, icon and word. */
export const KindMark = ({ kind }: { readonly kind: CrashKind }) => {
  const { word, icon: Icon } = kindLooks[kind]
  return (
    <span className="kind-mark" data-kind={kind}>
      <Icon size={14} strokeWidth={2} aria-hidden />
      <span>{word}</span>
    </span>
  )
}
