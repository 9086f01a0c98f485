import { mkdirSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { FailureOf } from '../../shared/model/failure.ts'
import { record } from '../../shared/model/record.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import { authorSchema } from '../../shared/model/triage.ts'

const stored = record({ author: authorSchema.min(1) })

/** The name of the account, where it is one that can stand on an act. */
const accountName = (): string => {
  try {
    const { data, success: isName } = authorSchema.min(1).safeParse(userInfo().username)
    return isName ? data : 'unknown'
  } catch {
    // An account without a name, in a container for one.
    return 'unknown'
  }
}

/** The person whose name stands on acts: what a host said, else what was set, else the name of the account. */
export type Author = {
  readonly name: () => string
  /** Kept in a file of the data folder, for this and later windows. */
  readonly set: (name: string) => Result<string, FailureOf<'disk-full'>>
}

export const openAuthor = (file: string, given: string | null): Author => {
  const saved = (): string | null => {
    try {
      return stored.parse(JSON.parse(readFileSync(file, 'utf8'))).author
    } catch {
      // A file that is not there, or not ours, names nobody.
      return null
    }
  }
  // Read at every use: other windows and commands write the same file.
  return {
    name: () => given ?? saved() ?? accountName(),
    set: (author) => {
      try {
        mkdirSync(dirname(file), { recursive: true })
        writeFileAtomic.sync(file, `${JSON.stringify({ author }, null, 2)}\n`)
        return success(given ?? author)
      } catch {
        return failed({ kind: 'disk-full', file })
      }
    }
  }
}
