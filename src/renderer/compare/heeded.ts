import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { noiseClasses, type NoiseClass } from '../../shared/model/comparison.ts'

type Heeded = {
  readonly heeded: readonly NoiseClass[]
  /** The texts compared are those of the whole logs. */
  readonly whole: boolean
}

/** What of two texts is compared, and which noise counts all the same: what the person chose in this window. */
export const useHeeded = create<Heeded>()(
  persist((): Heeded => ({ heeded: [], whole: false }), {
    name: 'oopsdesk.compare-heeded',
    // Storage of the session is that of the window alone.
    storage: createJSONStorage(() => sessionStorage),
    merge: (stored, state) => {
      const kept = stored as Partial<Heeded> | undefined
      return {
        ...state,
        heeded: noiseClasses.filter((one) => kept?.heeded?.includes(one) ?? false),
        whole: kept?.whole === true
      }
    }
  })
)

const inFront: ReadonlySet<NoiseClass> = new Set(['timestamp', 'caller', 'prefix'])
/** All noise but what stands in front of every line: with that each line differs, and nothing can be told. */
export const noiseWithin = noiseClasses.filter((noise) => !inFront.has(noise))

/** In one order, so that the same choice asks the engine the same. */
export const heed = (classes: Iterable<unknown>): void => {
  const chosen = new Set(classes)
  useHeeded.setState({ heeded: noiseClasses.filter((one) => chosen.has(one)) })
}

export const toggleWhole = (): void => {
  useHeeded.setState(({ whole }) => ({ whole: !whole }))
}
