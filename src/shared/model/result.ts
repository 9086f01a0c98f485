/** An expected failure is a value; an exception is a bug. */
export type Result<Value, Problem> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Problem }

export const success = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value })

export const failed = <Problem>(failure: Problem): { readonly ok: false; readonly failure: Problem } => ({
  ok: false,
  failure
})
