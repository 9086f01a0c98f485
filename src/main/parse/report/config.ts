import type { Facts } from '../../../shared/model/facts.ts'

/** Words of an oops and of a version that name a configuration option, as the kernel writes them. */
const optionWord =
  /^(?:SMP|UP|NOPTI|PTI|KASAN|KCSAN|KMSAN|KFENCE|UBSAN|DEBUG_PAGEALLOC|PREEMPT\S{0,40}|RT|THUMB2?|ARM|MODVERSIONS|NUMA|PREVENT_FIRST_OOPS|Radix|Hash|pSeries|PowerNV)$/

/** What the log tells of the kernel's configuration: of the oops line, else of the version words. */
export const readConfig = ({ oops, build }: Pick<Facts, 'oops' | 'build'>): Facts['config'] => {
  const words = new Set<string>()
  for (const word of oops?.value.words ?? []) if (optionWord.test(word)) words.add(word)
  for (const word of build?.value.split(' ') ?? []) if (optionWord.test(word)) words.add(word)
  const span = oops !== null && oops.value.words.length > 0 ? oops.span : build?.span
  return words.size === 0 || span === undefined ? null : { value: [...words], span }
}
