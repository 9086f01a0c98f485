import { reportIdSchema, type ReportId } from '../../shared/model/ids.ts'
import type { Bindings } from '../commands/registry.ts'
import { pairOf } from '../lists/places.ts'

/** Asks why two reports of a list are together or apart: the two selected, or one and the one at the cursor. */
export const whyActs = (
  selected: readonly string[],
  cursor: string | null,
  onWhy: (a: ReportId, b: ReportId) => void
): Bindings => {
  const pair = pairOf(selected, cursor)
  return {
    'decide.why': {
      run: () => {
        if (pair) onWhy(reportIdSchema.parse(pair[0]), reportIdSchema.parse(pair[1]))
      },
      disabled: pair ? undefined : 'Select two reports first.'
    }
  }
}
