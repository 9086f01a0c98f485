import { create } from 'zustand'

/** What the person chose, kept in localStorage; `system` follows the desktop. */
export type ThemeChoice = 'system' | 'light' | 'dark' | 'contrast'
/** What is shown, set as `data-theme` on the root element. */
export type Theme = 'light' | 'dark' | 'contrast-light' | 'contrast-dark'

export const useTheme = create<{ readonly choice: ThemeChoice; readonly theme: Theme }>(() => ({
  choice: 'system',
  theme: 'light'
}))
