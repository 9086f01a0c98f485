import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nextChoice, themeOf } from './theme.ts'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

/** The tokens of one theme: name to lightness (0-1), chroma and hue (degrees). */
const tokensOf = (theme: string): ReadonlyMap<string, readonly [number, number, number]> => {
  const block = css.slice(css.indexOf(`:root[data-theme='${theme}'] {`)).split('}')[0] ?? ''
  const found = block.matchAll(/--([a-z-]+): oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\);/g)
  return new Map([...found].map(([, name = '', l, c, h]) => [name, [Number(l) / 100, Number(c), Number(h)]]))
}

const cut = (value: number): number => Math.min(1, Math.max(0, value))

/** Relative luminance (WCAG 2) of an OKLCH colour, through linear sRGB cut to its gamut. */
const luminance = ([lightness, chroma, hue]: readonly [number, number, number]): number => {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const red = cut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
  const green = cut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
  const blue = cut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (one: number, other: number): number => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)

const isText = (name: string): boolean => /^(text|text-dim|text-faint|accent|danger|good|kind-.*|code-.*)$/.test(name)
const surfaces = ['surface', 'surface-side', 'surface-raised', 'surface-sunken', 'surface-hover', 'surface-selected']

describe.each([
  ['light', 4.5],
  ['dark', 4.5],
  ['contrast-light', 7],
  ['contrast-dark', 7]
] as const)('the %s theme', (theme, least) => {
  const tokens = tokensOf(theme)
  const of = (name: string): number => luminance(tokens.get(name) ?? [0.5, 0, 0])

  it(`keeps every text at ${least}:1 on every surface`, () => {
    const faults: string[] = []
    expect([...tokens.keys()].filter(isText).length).toBeGreaterThan(18)
    for (const name of [...tokens.keys()].filter(isText)) {
      for (const surface of surfaces) {
        const ratio = contrast(of(name), of(surface))
        if (ratio < least) faults.push(`${name} on ${surface}: ${ratio.toFixed(2)}`)
      }
    }
    const onAccent = contrast(of('accent-text'), of('accent'))
    if (onAccent < least) faults.push(`accent-text on accent: ${onAccent.toFixed(2)}`)
    const danger = contrast(of('danger'), of('danger-soft'))
    if (danger < least) faults.push(`danger on danger-soft: ${danger.toFixed(2)}`)
    expect(faults).toEqual([])
  })

  it('keeps what is selected or found readable, whatever its colour', () => {
    const faults: string[] = []
    const expectReadable = (text: string, on: string): void => {
      const ratio = contrast(of(text), of(on))
      if (ratio < 4.5) faults.push(`${text} on ${on}: ${ratio.toFixed(2)}`)
    }
    for (const name of [...tokens.keys()].filter(isText)) expectReadable(name, 'accent-soft')
    expectReadable('accent-text', 'accent')
    expectReadable('accent-text', 'kind-hang')
    expect(faults).toEqual([])
  })

  it('keeps the hatching behind the text', () => {
    expect(tokens.has('hatch')).toBe(true)
    expect(contrast(of('hatch'), of('surface'))).toBeLessThan(2)
  })

  it('keeps the focus mark at 3:1', () => {
    for (const surface of surfaces) expect(contrast(of('focus'), of(surface)), surface).toBeGreaterThan(3)
  })
})

describe('themeOf', () => {
  it('follows the system, in its contrast too', () => {
    expect(themeOf('system', { dark: true, moreContrast: false })).toBe('dark')
    expect(themeOf('system', { dark: false, moreContrast: true })).toBe('contrast-light')
  })
  it('keeps a choice whatever the system says, and its shade in high contrast', () => {
    expect(themeOf('light', { dark: true, moreContrast: true })).toBe('light')
    expect(themeOf('contrast', { dark: true, moreContrast: false })).toBe('contrast-dark')
  })
  it('comes round to the first choice', () => {
    expect(nextChoice(nextChoice(nextChoice(nextChoice('system'))))).toBe('system')
  })
})
