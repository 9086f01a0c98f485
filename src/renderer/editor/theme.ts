import * as monaco from 'monaco-editor/editor'
import { useTheme, type Theme } from '../theme/theme.ts'

/** Monaco takes hex digits only, so what `tokens.css` says, in whatever notation, is drawn on one pixel and read back. */
const hexReader = (): ((token: string) => string) => {
  const canvas = document.createElement('canvas')
  canvas.width = 1
  canvas.height = 1
  const context = canvas.getContext('2d', { willReadFrequently: true })
  const style = getComputedStyle(document.documentElement)
  return (token) => {
    if (!context) return '#808080'
    context.clearRect(0, 0, 1, 1)
    context.fillStyle = style.getPropertyValue(token).trim()
    context.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data
    return `#${[red, green, blue, alpha].map((part) => part.toString(16).padStart(2, '0')).join('')}`
  }
}

const bases = { light: 'vs', dark: 'vs-dark', 'contrast-light': 'hc-light', 'contrast-dark': 'hc-black' } as const

/** What Monaco's own high contrast themes would give colours of theirs: black on what is selected, orange and blue lines. */
const highContrastColors = (hex: (token: string) => string): monaco.editor.IColors => ({
  'editor.selectionForeground': hex('--accent-text'),
  contrastBorder: hex('--line-strong'),
  contrastActiveBorder: hex('--focus')
})

const themeData = (theme: Theme): monaco.editor.IStandaloneThemeData => {
  const hex = hexReader()
  const bare = (token: string): string => hex(token).slice(1, 7)
  const contrast = theme === 'contrast-light' || theme === 'contrast-dark'
  const selection = contrast ? '--accent' : '--accent-soft'
  const faded = (token: string, alpha: string): string => `${hex(token).slice(0, 7)}${alpha}`
  return {
    base: bases[theme],
    inherit: true,
    rules: [
      { token: '', foreground: bare('--text') },
      { token: 'prefix', foreground: bare('--code-noise') },
      { token: 'header', foreground: bare('--danger'), fontStyle: 'bold' },
      { token: 'section', foreground: bare('--text'), fontStyle: 'bold' },
      { token: 'function', foreground: bare('--code-function') },
      { token: 'offset', foreground: bare('--code-noise') },
      { token: 'source', foreground: bare('--code-source') },
      { token: 'address', foreground: bare('--code-address') }
    ],
    colors: {
      'editor.background': hex('--surface'),
      'editor.foreground': hex('--text'),
      'editorGutter.background': hex('--surface'),
      'editorLineNumber.foreground': hex('--text-faint'),
      'editorLineNumber.activeForeground': hex('--text'),
      'editorCursor.foreground': hex('--accent'),
      'editor.lineHighlightBackground': hex('--surface-selected'),
      'editor.lineHighlightBorder': contrast ? hex('--focus') : '#00000000',
      'editor.selectionBackground': hex(selection),
      'editor.inactiveSelectionBackground': hex(selection),
      ...(contrast ? highContrastColors(hex) : {}),
      'editor.selectionHighlightBackground': faded('--accent', contrast ? '00' : '26'),
      'editor.wordHighlightBackground': faded('--accent', contrast ? '00' : '26'),
      'editor.wordHighlightTextBackground': faded('--accent', contrast ? '00' : '26'),
      'editor.selectionHighlightBorder': contrast ? hex('--line-strong') : '#00000000',
      'editor.wordHighlightTextBorder': contrast ? hex('--line-strong') : '#00000000',
      'editor.findMatchBackground': hex('--kind-hang'),
      'editor.findMatchBorder': hex('--kind-hang'),
      'editor.findMatchHighlightBackground': faded('--kind-hang', contrast ? '00' : '26'),
      'editor.findMatchHighlightBorder': faded('--kind-hang', contrast ? 'ff' : '80'),
      'editor.hoverHighlightBackground': faded('--accent', contrast ? '00' : '26'),
      'editor.rangeHighlightBackground': faded('--accent', contrast ? '00' : '1a'),
      'editor.foldBackground': contrast ? '#00000000' : hex('--surface-sunken'),
      'editorGutter.foldingControlForeground': hex('--text-dim'),
      'editorUnicodeHighlight.border': hex('--danger'),
      'editorUnicodeHighlight.background': hex('--danger-soft'),
      'editorOverviewRuler.border': '#00000000',
      'editorOverviewRuler.selectionHighlightForeground': faded('--accent', '80'),
      'editorOverviewRuler.wordHighlightTextForeground': faded('--accent', '80'),
      'editorOverviewRuler.findMatchForeground': hex('--kind-hang'),
      'editorWidget.background': hex('--surface-raised'),
      'editorWidget.foreground': hex('--text'),
      'editorWidget.border': hex('--line-strong'),
      'editorHoverWidget.background': hex('--surface-raised'),
      'editorHoverWidget.foreground': hex('--text'),
      'editorHoverWidget.border': hex('--line-strong'),
      'widget.shadow': '#00000000',
      'input.background': hex('--surface'),
      'input.foreground': hex('--text'),
      'input.border': hex('--line-strong'),
      'input.placeholderForeground': hex('--text-faint'),
      'inputOption.activeBackground': hex('--accent-soft'),
      'inputOption.activeForeground': hex('--text'),
      'inputOption.activeBorder': hex('--accent'),
      'menu.background': hex('--surface-raised'),
      'menu.foreground': hex('--text'),
      'menu.selectionBackground': hex('--surface-selected'),
      'menu.selectionForeground': hex('--text'),
      'menu.border': hex('--line-strong'),
      'icon.foreground': hex('--text-dim'),
      focusBorder: hex('--focus'),
      'scrollbar.shadow': '#00000000',
      'scrollbarSlider.background': faded('--text-faint', '4d'),
      'scrollbarSlider.hoverBackground': faded('--text-faint', '80'),
      'scrollbarSlider.activeBackground': faded('--text-faint', 'a6'),
      'diffEditor.insertedLineBackground': contrast ? '#00000000' : faded('--diff-added', '80'),
      'diffEditor.removedLineBackground': contrast ? '#00000000' : faded('--diff-removed', '80'),
      'diffEditor.insertedTextBackground': hex('--diff-added'),
      'diffEditor.removedTextBackground': hex('--diff-removed'),
      'diffEditor.insertedTextBorder': contrast ? hex('--good') : '#00000000',
      'diffEditor.removedTextBorder': contrast ? hex('--danger') : '#00000000',
      'diffEditor.diagonalFill': hex('--hatch'),
      'diffEditor.border': hex('--line'),
      'diffEditorOverview.insertedForeground': hex('--good'),
      'diffEditorOverview.removedForeground': hex('--danger'),
      'oopsdesk.rulerTitle': hex('--danger'),
      'oopsdesk.rulerFrame': faded('--code-function', 'b3'),
      'oopsdesk.rulerUnknown': hex('--kind-warning'),
      'oopsdesk.rulerAnnotation': hex('--accent')
    }
  }
}

const show = ({ theme }: { readonly theme: Theme }): void => {
  const name = `oopsdesk-${theme}`
  monaco.editor.defineTheme(name, themeData(theme))
  monaco.editor.setTheme(name)
}

/** Keeps Monaco in the window's theme for as long as the window lives. */
export const followTheme = (): void => {
  show(useTheme.getState())
  useTheme.subscribe(show)
}
