import { writeFileSync } from 'node:fs'
import { pairFeatures } from '../../src/main/cluster/pair-features.ts'
import { treeText } from '../../src/main/cluster/tree-text.ts'
import { fitTrees } from './clusters/fit-trees.ts'
import { readKnownBugs } from './clusters/known-bugs.ts'
import { copySamples, directions, fitOptions, knownPairs, samplesOf } from './clusters/training.ts'

/**
 * Writes src/main/cluster/pair-model.ts: `npm run bench -- train-clusters DIR TRUTH` fits the pair model to all
 * reports whose bugs TRUTH knows. How good such a model is on reports it has not seen, the bench `clusters` tells.
 */
const [folder, truth] = process.argv.slice(2)
if (folder === undefined || truth === undefined) {
  console.error('usage: npm run bench -- train-clusters DIR TRUTH')
  process.exit(2)
}
const reports = readKnownBugs(folder, truth)
const pairs = knownPairs(reports)
const model = fitTrees([...samplesOf(pairs), ...reports.flatMap(copySamples)], directions, fitOptions)
writeFileSync(
  new URL('../../src/main/cluster/pair-model.ts', import.meta.url),
  `import { readTrees } from './tree-text.ts'

/**
 * How likely two reports are one bug: trees over the features of pair-features.ts, fitted by
 * \`npm run bench -- train-clusters\` (see docs/accuracy.md). Features by number:
 * ${pairFeatures.map((feature, at) => `${at} ${feature.name}`).join(', ')}.
 */
export const pairModel = readTrees(${model.base.toFixed(4)}, [
${model.trees.map((tree) => `  '${treeText(tree)}'`).join(',\n')}
])
`
)
console.log(
  `${reports.length} reports, ${pairs.length} pairs, ${pairs.filter((pair) => pair.same).length} of one bug; ${model.trees.length} trees`
)
