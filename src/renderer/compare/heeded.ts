import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { noiseClasses, type NoiseClass } from '../../shared/model/comparison.ts'

type Heeded = { readonly heeded: readonly NoiseClass[] }

/** Classes of noise that count as differences all the same: what the person chose in this window. */
export const useHeeded = create<Heeded>()(
  persist((): Heeded => ({ heeded: [] }), {
    name: 'oopsdesk.compare-heeded',
    // Storage of the session is that of the window alone.
    storage: createJSONStorage(() => sessionStorage),
    merge: (stored, state) => {
      const kept = (stored as Partial<Heeded> | undefined)?.heeded
      return { ...state, heeded: noiseClasses.filter((one) => kept?.includes(one) ?? false) }
    }
  })
)

/** In one order, so that the same choice asks the engine the same. */
export const heed = (classes: Iterable<unknown>): void => {
  const chosen = new Set(classes)
  useHeeded.setState({ heeded: noiseClasses.filter((one) => chosen.has(one)) })
}
