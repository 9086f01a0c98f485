import type { Explanation } from '../../shared/model/explanation.ts'
import { disassemblyText } from './disassembly-text.ts'

const linesText = (lines: readonly number[]): string => `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`

/** An explanation for a person at a terminal; every claim names the lines of the log it rests on. */
export const explanationText = ({ sentence, claims, code, values }: Explanation): string =>
  [
    ...(sentence === null
      ? ['Nothing in the log says what happened.']
      : [`${sentence.text} (${linesText(sentence.lines)})`]),
    ...claims.map(({ text, lines }) => `- ${text} (${linesText(lines)})`),
    ...code.flatMap((each) => [
      '',
      `${each.mode === 'user' ? 'User code' : 'Code'}${each.function === null ? '' : ` of ${each.function}()`}, line ${each.line}:`,
      disassemblyText(each)
    ]),
    ...(values.length === 0 ? [] : ['', 'Registers:']),
    ...values.map(({ register, value, meaning }) => `${register.padEnd(4)} ${value}  ${meaning}`),
    ''
  ].join('\n')
