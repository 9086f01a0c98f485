import type { ComparedFact, Comparison, Verdict } from '../../../shared/model/comparison.ts'
import type { Reason } from '../../../shared/model/similar.ts'

/** How likely two reports are one bug and why, as the cluster says it: the same answer as in the list of similar ones. */
export type Judgement = {
  /** Chance from 0 to 1, where the data supports one. */
  readonly score: number | null
  readonly reasons: readonly Reason[]
}

const percent = (score: number): string => `${Math.min(99, Math.max(1, Math.round(score * 100)))} %`

const alikeWords = (score: number): string => {
  if (score >= 0.9) return `These are most likely one bug (${percent(score)}).`
  if (score >= 0.6) return `These are probably one bug (${percent(score)}).`
  if (score >= 0.35) return `These may be one bug (${percent(score)}).`
  if (score >= 0.1) return `These are probably two bugs (${percent(score)} for one).`
  return `These are most likely two bugs (${percent(score)} for one).`
}

const count = (many: number, one: string, more = `${one}s`): string => `${many} ${many === 1 ? one : more}`

const ownWords = ({ differences, more, rows }: Comparison): string => {
  const all = differences.length + more
  if (rows.length === 0) return 'There is nothing to compare.'
  return all === 0 ? 'Nothing but noise differs.' : `${count(all, 'line')} really ${all === 1 ? 'differs' : 'differ'}.`
}

/** At most so many reasons in a sentence; the rest stands in the list. */
const most = 3

const joined = (reasons: readonly Reason[], weighs: Reason['weighs']): string =>
  reasons
    .filter((reason) => reason.weighs === weighs)
    .slice(0, most)
    .map(({ text }) => text)
    .join(' ')

const telling = new Set([
  'Title',
  'Kind',
  'Access',
  'Function',
  'System call',
  'Work',
  'Object',
  'Lock order',
  'Taint',
  'Architecture'
])

const named = (facts: readonly ComparedFact[], kind: ComparedFact['kind']): readonly ComparedFact[] =>
  facts.filter((fact) => fact.kind === kind && telling.has(fact.name))

const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`

const stackWords = ({ stacks }: Comparison): string | null => {
  const own = stacks.find(({ kind, a, b }) => kind === 'crash' && a !== null && b !== null)
  if (own === undefined || own.of === 0) return null
  return own.equal === own.of
    ? `all ${count(own.of, 'frame')} of the crash stack are equal`
    : `${own.equal} of ${count(own.of, 'frame')} of the crash stack are equal`
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const ownEvidence = (comparison: Comparison): string => {
  const same = named(comparison.facts, 'same').map(({ name }) => name.toLowerCase())
  const words = [same.length > 0 ? `same ${list(same)}` : null, stackWords(comparison)].filter((word) => word !== null)
  return words.length === 0 ? 'Nothing speaks for it.' : `${capital(words.join('; '))}.`
}

const parting = ({ stacks }: Comparison): string | null => {
  const frame = stacks.find(({ kind }) => kind === 'crash')?.frames.find((one) => one.parting)
  if (frame === undefined) return null
  const [a, b] = [frame.a?.function, frame.b?.function]
  return a !== undefined && b !== undefined ? `the stacks part at ${a} and ${b}` : `the stacks part at ${a ?? b ?? ''}`
}

const ownObjections = (comparison: Comparison): string => {
  const different = named(comparison.facts, 'different').map(({ name }) => name.toLowerCase())
  const words = [different.length > 0 ? `another ${list(different)}` : null, parting(comparison)].filter(
    (word) => word !== null
  )
  return words.length === 0 ? 'Nothing speaks against it.' : `${capital(words.join('; '))}.`
}

/**
 * How alike, by which evidence, and what speaks against it. Without a judgement, as for files outside a corpus, only
 * what the comparison itself shows is told.
 */
export const verdictOf = (
  comparison: Comparison,
  { score, reasons }: Judgement = { score: null, reasons: [] }
): Verdict => {
  const [evidence, against] = [joined(reasons, 'for'), joined(reasons, 'against')]
  const own = reasons.length === 0
  // Whole logs have neither facts nor stacks, and nothing to be said of them.
  const mute = own && comparison.facts.length === 0 && comparison.stacks.length === 0
  return {
    alike: score === null ? ownWords(comparison) : alikeWords(score),
    evidence: mute ? '' : own ? ownEvidence(comparison) : evidence === '' ? 'Nothing speaks for it.' : evidence,
    against: mute ? '' : own ? ownObjections(comparison) : against === '' ? 'Nothing speaks against it.' : against,
    score,
    reasons
  }
}

/** What a verdict says, a line each: how alike, what speaks for it, what against; those that say nothing are left out. */
export const verdictLines = ({ alike, evidence, against }: Verdict): readonly string[] =>
  [alike, evidence, against].filter((line) => line !== '')
