/** One way in which a console, printk or a log tool writes something in front of a message. */
export type Recogniser = {
  readonly name: string
  readonly example: string
  /** First characters that make a try worth it, and second ones, where not any will do. */
  readonly first: string
  readonly second?: string
  /** True where it may start with a byte beyond ASCII too. */
  readonly foreign?: true
  /** Sticky, linear. Group 1, where it has one, is the caller; digits alone are a task. */
  readonly pattern: RegExp
  readonly timed: boolean
  /** True where it only stands behind a time. */
  readonly afterTime?: true
  /** True where it never stands behind one: most lines begin with the kernel's own time, and are not tried for these. */
  readonly beforeTime?: true
  /** What may stand behind the first blank, looked for before the pattern is tried: most lines begin with a letter. */
  readonly afterBlank?: string
}

export const digits = '0123456789'
export const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
export const small = 'abcdefghijklmnopqrstuvwxyz'
export const letters = capitals + small
