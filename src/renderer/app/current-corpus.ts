import { useParams } from '@tanstack/react-router'
import { corpusIdSchema, type CorpusId } from '../../shared/model/ids.ts'

/** The corpus that the URL names; null on the start page. */
export const useCurrentCorpus = (): CorpusId | null => {
  const corpus: unknown = useParams({ strict: false, select: (params) => params.corpus })
  return corpusIdSchema.safeParse(corpus).data ?? null
}
