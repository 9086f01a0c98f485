import { type LinkedModule, type Modules, readLinkedModule } from '../../../../shared/model/modules.ts'
import type { Line } from '../../lines/line.ts'
import { spanOf } from '../../lines/place.ts'
import type { SectionReader } from './section.ts'

const start = /^modules linked in:/i
/** `[last unloaded: dummy(O)]`; in old kernels `[last unloaded: dummy]` and `last unloaded: dummy`. */
const unloaded = /\[?last unloaded: ([^\]\s]{1,80})\]?/
const moduleWord = /^[A-Za-z0-9_-]{1,64}(?:\([A-Z]{0,16}[+-]?\))?$/
const onlyModules = /^(?:[a-z0-9_-]{1,64}(?:\([A-Z]{0,16}[+-]?\))?(?: |$)){2,200}$/
const mostModules = 2000

/** The list of `Modules linked in:`; mail and old kernels break it into several lines. */
export const createModuleReader = (): SectionReader<Modules | null> => {
  let modules: LinkedModule[] | null = null
  let lastUnloaded: LinkedModule | null = null
  let span: Modules['span'] | null = null
  let open = false

  const add = (words: string): void => {
    for (const word of words.split(/\s+/)) {
      if (modules !== null && modules.length < mostModules && moduleWord.test(word))
        modules.push(readLinkedModule(word))
    }
  }

  const takeWords = (text: string): void => {
    const match = unloaded.exec(text)
    if (match?.[1] !== undefined) lastUnloaded = readLinkedModule(match[1])
    add(match === null ? text : text.slice(0, match.index))
    if (match !== null) open = false
  }

  const begin = (line: Line, text: string): void => {
    modules = []
    span = spanOf(line)
    open = true
    takeWords(text.slice(18))
  }

  return {
    take: (line, text, kind) => {
      if (kind === 'context') return
      if (modules === null) {
        if (kind === 'modules' && start.test(text)) begin(line, text)
      } else if (open) {
        const goesOn = kind === 'modules' ? !start.test(text) : kind === 'unknown' && onlyModules.test(text)
        if (goesOn) takeWords(text)
        else open = false
      }
    },
    value: () => (modules === null || span === null ? null : { value: modules, lastUnloaded, span })
  }
}
