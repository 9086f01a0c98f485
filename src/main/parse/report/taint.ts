import type { Taint } from '../../../shared/model/facts.ts'

/** Documentation/admin-guide/tainted-kernels.rst; names of kernel/panic.c (taint_flags); the last are of distributions. */
const taints: Readonly<Record<string, readonly [name: string, meaning: string]>> = {
  P: ['PROPRIETARY_MODULE', 'proprietary module was loaded'],
  F: ['FORCED_MODULE', 'module was force loaded'],
  S: ['CPU_OUT_OF_SPEC', 'kernel running on an out of specification system'],
  R: ['FORCED_RMMOD', 'module was force unloaded'],
  M: ['MACHINE_CHECK', 'processor reported a machine check exception'],
  B: ['BAD_PAGE', 'bad page referenced or unexpected page flags'],
  U: ['USER', 'taint requested by a user space application'],
  D: ['DIE', 'kernel died recently: there was an oops or a BUG before'],
  A: ['OVERRIDDEN_ACPI_TABLE', 'ACPI table was overridden by the user'],
  W: ['WARN', 'kernel issued a warning before'],
  C: ['CRAP', 'staging driver was loaded'],
  I: ['FIRMWARE_WORKAROUND', 'workaround for a bug in platform firmware applied'],
  O: ['OOT_MODULE', 'externally built (out-of-tree) module was loaded'],
  E: ['UNSIGNED_MODULE', 'unsigned module was loaded'],
  L: ['SOFTLOCKUP', 'soft lockup occurred before'],
  K: ['LIVEPATCH', 'kernel was live patched'],
  X: ['AUX', 'auxiliary taint, defined by the distribution'],
  T: ['RANDSTRUCT', 'kernel was built with the struct randomization plugin'],
  N: ['TEST', 'an in-kernel test was run'],
  J: ['FWCTL', 'user space used a mutating debug operation of fwctl'],
  H: ['HARDWARE_UNSUPPORTED', 'hardware that the distribution does not support']
}

const taintOf = (letter: string, name: string | null): Taint => {
  const known = taints[letter]
  const said = name ?? known?.[0] ?? null
  const meaning = known?.[1] ?? (said === null ? 'not known' : said.toLowerCase().replaceAll('_', ' '))
  return { letter, meaning, name: said }
}

/** `G` only says that no proprietary module is loaded, so it is not a taint. */
export const taintsOf = (letters: string): readonly Taint[] =>
  [...new Set(letters)]
    .filter((letter) => /[A-Z]/.test(letter) && letter !== 'G')
    .map((letter) => taintOf(letter, null))

const spelled = /\[([A-Z])\]=([A-Z][A-Z0-9_]{0,40})/g

/** `Tainted: [W]=WARN, [O]=OOT_MODULE` (kernel/panic.c, print_tainted_verbose, since 6.12). */
export const readTaintNames = (text: string): readonly Taint[] | null => {
  if (!text.startsWith('Tainted: [')) return null
  return [...text.slice(0, 1000).matchAll(spelled)].map(([, letter = '', name = '']) => taintOf(letter, name))
}
