import { create } from 'zustand'
import { keep, kept } from '../app/kept.ts'

/** What the person chose, kept in localStorage; `system` follows the desktop. */
export type ThemeChoice = 'system' | 'light' | 'dark' | 'contrast'
/** What is shown, set as `data-theme` on the root element. */
export type Theme = 'light' | 'dark' | 'contrast-light' | 'contrast-dark'

export const themeChoices: readonly ThemeChoice[] = ['system', 'light', 'dark', 'contrast']
export const themeNames: Readonly<Record<ThemeChoice, string>> = {
  system: 'Follow the system',
  light: 'Light',
  dark: 'Dark',
  contrast: 'High contrast'
}

/** What the desktop asks for. */
export type SystemLook = { readonly dark: boolean; readonly moreContrast: boolean }

export const themeOf = (choice: ThemeChoice, { dark, moreContrast }: SystemLook): Theme => {
  if (choice === 'contrast' || (choice === 'system' && moreContrast)) return dark ? 'contrast-dark' : 'contrast-light'
  if (choice === 'system') return dark ? 'dark' : 'light'
  return choice
}

export const nextChoice = (choice: ThemeChoice): ThemeChoice =>
  themeChoices[(themeChoices.indexOf(choice) + 1) % themeChoices.length] ?? 'system'

export const useTheme = create<{ readonly choice: ThemeChoice; readonly theme: Theme }>(() => ({
  choice: 'system',
  theme: 'light'
}))

/** Also read by `public/first-paint.js`, before anything is drawn. */
const storageKey = 'oopsdesk.theme'

const queries = {
  dark: '(prefers-color-scheme: dark)',
  contrast: '(prefers-contrast: more)',
  forced: '(forced-colors: active)'
}

const systemLook = (): SystemLook => ({
  dark: matchMedia(queries.dark).matches,
  moreContrast: matchMedia(queries.contrast).matches || matchMedia(queries.forced).matches
})

const show = (choice: ThemeChoice): void => {
  const theme = themeOf(choice, systemLook())
  document.documentElement.dataset['theme'] = theme
  useTheme.setState({ choice, theme })
}

export const chooseTheme = (choice: ThemeChoice): void => {
  keep(storageKey, choice)
  show(choice)
}

/** Shows the choice of last time and follows the desktop from then on. */
export const startTheme = (): void => {
  const stored = kept(storageKey)
  show(themeChoices.find((choice) => choice === stored) ?? 'system')
  for (const query of Object.values(queries)) {
    matchMedia(query).addEventListener('change', () => show(useTheme.getState().choice))
  }
}
