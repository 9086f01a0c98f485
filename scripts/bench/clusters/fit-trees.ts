import { type BoostedTrees, leafValue, type TreeNode } from '../../../src/main/cluster/boosted-trees.ts'
import { randomFrom } from './random.ts'

export type FitOptions = {
  readonly trees: number
  readonly depth: number
  readonly rate: number
  /** Least sum of weights in a leaf. */
  readonly leaf: number
  readonly ridge: number
  /** Share of rows and of features that each tree sees. */
  readonly rows: number
  readonly features: number
  readonly seed: number
}

export type Sample = { readonly row: readonly number[]; readonly same: boolean; readonly weight: number }

const bins = 48

/** Cut points of one feature: quantiles of its distinct values. */
const cutsOf = (values: readonly number[]): readonly number[] => {
  const distinct = [...new Set(values.filter((value) => !Number.isNaN(value)))].sort((a, b) => a - b)
  const count = Math.min(bins - 1, distinct.length - 1)
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b)
  const cuts = new Set<number>()
  for (let at = 1; at <= count; at++) {
    const low = distinct[Math.floor((at * distinct.length) / (count + 1)) - 1] ?? 0
    const high = distinct[Math.floor((at * distinct.length) / (count + 1))] ?? 0
    cuts.add(Number(((low + high) / 2).toFixed(4)))
    const value = sorted[Math.floor((at * sorted.length) / (count + 1))] ?? 0
    const next = distinct.find((one) => one > value)
    if (next !== undefined) cuts.add(Number(((value + next) / 2).toFixed(4)))
  }
  return [...cuts].sort((a, b) => a - b)
}

/**
 * Gradient boosting on the logistic loss over binned features, with monotone directions: a feature of direction 1 may
 * only raise the odds as it grows, one of -1 only lower them.
 */
export const fitTrees = (
  samples: readonly Sample[],
  directions: readonly (-1 | 0 | 1)[],
  options: FitOptions
): BoostedTrees => {
  const width = directions.length
  const cuts = directions.map((_, feature) => cutsOf(samples.map((sample) => sample.row[feature] ?? Number.NaN)))
  const bin = cuts.map((cut, feature) =>
    Uint8Array.from(samples, ({ row }) => {
      const value = row[feature] ?? Number.NaN
      if (Number.isNaN(value)) return 255
      let low = 0
      let high = cut.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (value < (cut[middle] ?? 0)) high = middle
        else low = middle + 1
      }
      return low
    })
  )
  const next = randomFrom(options.seed)
  const total = samples.reduce((sum, sample) => sum + sample.weight, 0)
  const positive = samples.reduce((sum, sample) => sum + (sample.same ? sample.weight : 0), 0)
  const base = Math.log(positive / (total - positive))
  const odds = new Float64Array(samples.length).fill(base)
  const gradient = new Float64Array(samples.length)
  const curvature = new Float64Array(samples.length)
  const trees: TreeNode[][] = []

  const grow = (rows: Int32Array, features: readonly number[]): TreeNode[] => {
    const tree: TreeNode[] = []
    const build = (members: Int32Array, depth: number, low: number, high: number): number => {
      const at = tree.length
      let sumG = 0
      let sumH = 0
      for (const row of members) {
        sumG += gradient[row] ?? 0
        sumH += curvature[row] ?? 0
      }
      const clamp = (value: number): number => Math.min(high, Math.max(low, value))
      const valueOf = (g: number, h: number): number => clamp(-g / (h + options.ridge))
      const scoreOf = (g: number, h: number): number => {
        const value = valueOf(g, h)
        return -(g * value + 0.5 * (h + options.ridge) * value * value)
      }
      tree.push({ kind: 'leaf', value: valueOf(sumG, sumH) * options.rate })
      if (depth === 0) return at
      let best = { gain: 1e-4, feature: -1, cut: 0, unknownLeft: false, left: 0, right: 0 }
      const whole = scoreOf(sumG, sumH)
      for (const feature of features) {
        const cut = cuts[feature] ?? []
        const bucket = bin[feature] ?? new Uint8Array()
        const g = new Float64Array(cut.length + 1)
        const h = new Float64Array(cut.length + 1)
        let unknownG = 0
        let unknownH = 0
        for (const row of members) {
          const b = bucket[row] ?? 255
          if (b === 255) {
            unknownG += gradient[row] ?? 0
            unknownH += curvature[row] ?? 0
          } else {
            g[b] = (g[b] ?? 0) + (gradient[row] ?? 0)
            h[b] = (h[b] ?? 0) + (curvature[row] ?? 0)
          }
        }
        for (const unknownLeft of unknownH > 0 ? [true, false] : [false]) {
          let leftG = unknownLeft ? unknownG : 0
          let leftH = unknownLeft ? unknownH : 0
          for (let at = 0; at < cut.length; at++) {
            leftG += g[at] ?? 0
            leftH += h[at] ?? 0
            const rightG = sumG - leftG
            const rightH = sumH - leftH
            if (leftH < options.leaf || rightH < options.leaf) continue
            const left = valueOf(leftG, leftH)
            const right = valueOf(rightG, rightH)
            const direction = directions[feature] ?? 0
            if ((direction > 0 && left > right) || (direction < 0 && left < right)) continue
            const gain = scoreOf(leftG, leftH) + scoreOf(rightG, rightH) - whole
            if (gain > best.gain) best = { gain, feature, cut: at, unknownLeft, left, right }
          }
        }
      }
      if (best.feature < 0) return at
      const bucket = bin[best.feature] ?? new Uint8Array()
      const goesLeft = (row: number): boolean => {
        const b = bucket[row] ?? 255
        return b === 255 ? best.unknownLeft : b <= best.cut
      }
      const direction = directions[best.feature] ?? 0
      const middle = (best.left + best.right) / 2
      const left = build(
        members.filter(goesLeft),
        depth - 1,
        direction < 0 ? middle : low,
        direction > 0 ? middle : high
      )
      const right = build(
        members.filter((row) => !goesLeft(row)),
        depth - 1,
        direction > 0 ? middle : low,
        direction < 0 ? middle : high
      )
      tree[at] = {
        kind: 'split',
        feature: best.feature,
        threshold: cuts[best.feature]?.[best.cut] ?? 0,
        unknownLeft: best.unknownLeft,
        left,
        right
      }
      return at
    }
    build(rows, options.depth, -8, 8)
    return tree
  }

  for (let round = 0; round < options.trees; round++) {
    samples.forEach((sample, at) => {
      const p = 1 / (1 + Math.exp(-(odds[at] ?? 0)))
      gradient[at] = (p - (sample.same ? 1 : 0)) * sample.weight
      curvature[at] = Math.max(1e-6, p * (1 - p)) * sample.weight
    })
    const chosen: number[] = []
    for (let at = 0; at < samples.length; at++) if (next() < options.rows) chosen.push(at)
    let features = directions.map((_, feature) => feature).filter(() => next() < options.features)
    if (features.length === 0) features = [Math.floor(next() * width)]
    const tree = grow(Int32Array.from(chosen), features)
    trees.push(tree)
    samples.forEach((sample, at) => {
      odds[at] = (odds[at] ?? 0) + leafValue(tree, sample.row)
    })
  }
  return { base, trees }
}
