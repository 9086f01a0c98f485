import type { ComparedFact } from '../../../shared/model/comparison.ts'
import type { ComparedReport } from '../side.ts'
import { compareFact } from './fact.ts'
import { registerFacts } from './register-facts.ts'
import { reportFacts } from './report-facts.ts'

/** Facts of two reports side by side, those about the crash first. */
export const compareFacts = (a: ComparedReport, b: ComparedReport): readonly ComparedFact[] => [
  ...reportFacts.map((fact) => compareFact(fact, a, b)).filter((fact) => fact !== null),
  ...registerFacts(a, b)
]
