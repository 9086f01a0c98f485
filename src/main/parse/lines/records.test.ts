import { expect, test } from 'vitest'
import { toLine } from './line.ts'
import { createRecordReader } from './records.ts'
import { createLineSplitter } from './split-lines.ts'

type Read = {
  readonly line: number
  readonly caller: string
  readonly text: string
  /** The bytes of the log that the message is said to stand at; null where it does not stand there as it is. */
  readonly stands: string | null
}

const read = (log: string): readonly Read[] => {
  const bytes = Buffer.from(log, 'latin1')
  const out: Read[] = []
  const records = createRecordReader((raw) => {
    const { line, caller, text, textByte } = toLine(raw)
    const stands = textByte < 0 ? null : bytes.toString('latin1', textByte, textByte + text.length)
    out.push({ line, caller, text, stands })
  })
  const splitter = createLineSplitter(records.take)
  splitter.push(bytes)
  splitter.end()
  records.end()
  return out
}

const message = 'BUG: a message of the kernel'
const whole = (line: number, caller = 'console'): Read => ({ line, caller, text: message, stands: message })

test('a record on one line gives its message, and where it stands', () => {
  expect(read(`{"MESSAGE":"${message}","_TRANSPORT":"kernel","__REALTIME_TIMESTAMP":"1763294400000000"}`)).toEqual([
    whole(1)
  ])
  expect(read(`{"log":"[   12.500000] ${message}\\r\\n","stream":"stdout","time":"2026-11-16T12:00:00.1Z"}`)).toEqual([
    whole(1)
  ])
  expect(read(`- {"dt": "2026-11-16T12:00:00.1", "lvl": "target", "msg": "[   12.5000] ${message}"}`)).toEqual([
    whole(1)
  ])
})

test('what is escaped is read, but stands nowhere', () => {
  const [line] = read('{"MESSAGE":"a\\tb \\"c\\" \\\\ \\u001b[1md\\u001b[0m \\u00e9","_TRANSPORT":"kernel"}')
  expect(line).toMatchObject({ text: 'a\tb "c" \\ d é', stands: null })
  expect(read('{"MESSAGE":[66,85,71,58,32,255],"_TRANSPORT":"kernel"}')[0]).toMatchObject({ stands: null })
})

test('records of several lines give one line each', () => {
  const lines = ['{', '   "dmesg": [', '      {', '         "pri": 4,', '         "time":    12.500000,']
  const record = [...lines, '         "caller": "T17",', `         "msg": "${message}"`, '      }', '   ]', '}']
  expect(read(record.join('\n'))).toEqual([whole(7, 'T17')])
  const fields = [
    '__CURSOR=s=1',
    '__REALTIME_TIMESTAMP=1763294400000000',
    `MESSAGE=${message}`,
    '_TRANSPORT=kernel',
    ''
  ]
  expect(read([...fields, ...fields].join('\n'))).toEqual([whole(3), whole(8)])
  const head = 'Mon 2026-11-16 12:00:00.123456 UTC [s=0123abcd;i=1;b=2;m=3;t=4;x=5]'
  expect(read([head, '    PRIORITY=4', `    MESSAGE=${message}`, '    _TRANSPORT=kernel'].join('\n'))).toEqual([
    whole(3)
  ])
})

test('a time that is none is not taken for the message, and the name of a program stands nowhere in it', () => {
  const record = (field: string): string =>
    `__CURSOR=s=1;i=2\n__REALTIME_TIMESTAMP=1763294400000000\n${field}\nMESSAGE=${message}\n\n`
  expect(read(record('__REALTIME_TIMESTAMP=1763294400000009 _TRANSPORT=kernel'))).toMatchObject([
    { text: message, stands: message }
  ])
  expect(read(record('SYSLOG_IDENTIFIER=a b'))).toMatchObject([{ text: `a_b: ${message}`, stands: null }])
})

test('a binary field of an export has its length in front', () => {
  const bytes = `${String.fromCharCode(message.length)}\0\0\0\0\0\0\0`
  expect(read(`__CURSOR=s=1\n__REALTIME_TIMESTAMP=1763294400000000\nMESSAGE\n${bytes}${message}\n_PID=1\n`)).toEqual([
    whole(4)
  ])
})

test.each([
  '{"a": 1}',
  '{"MESSAGE":"never ends',
  '{',
  '- {"msg": }',
  '[   12.500000] {"MESSAGE":"x"}',
  '_a line',
  'Mon 2026-11-16 12:00:00 UTC host kernel: a message',
  '    MESSAGE=nothing around it'
])('%s is a line as it is', (line) => {
  const raw: string[] = []
  const records = createRecordReader(({ text }) => raw.push(text))
  for (const text of [line, 'another line']) records.take({ line: 1, startByte: 0, endByte: 0, text, asIs: true })
  records.end()
  expect(raw).toEqual(line === '{' ? ['another line'] : [line, 'another line'])
})
