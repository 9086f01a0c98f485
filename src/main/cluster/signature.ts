import type { Report } from '../../shared/model/report.ts'

/** Which rule makes signatures. Goes up with every release that puts reports into buckets in another way. */
export const signatureRule = 1

/**
 * What makes two reports one bucket, and why in words. Reports with the same title, character by character, are one
 * bug for now; a torn report keeps its title too, so that nothing is lost in a bin.
 */
export const signatureOf = (
  report: Pick<Report, 'title' | 'corrupted'>
): { readonly signature: string; readonly reason: string } => ({
  signature: report.title,
  reason: report.corrupted ? 'Same title; the report is cut or torn.' : 'Same title.'
})
