import type { editor } from 'monaco-editor/editor'

/** What a reading view and a comparison have in common. Text of a log is shown, never acted on. */
export const readOnlyOptions = {
  readOnly: true,
  domReadOnly: true,
  fontFamily: 'var(--font-mono)',
  fontSize: 12.5,
  lineHeight: 18,
  automaticLayout: true,
  minimap: { enabled: false },
  glyphMargin: false,
  showFoldingControls: 'always',
  lineNumbersMinChars: 4,
  lineDecorationsWidth: 18,
  scrollBeyondLastLine: false,
  smoothScrolling: false,
  renderLineHighlight: 'all',
  renderLineHighlightOnlyWhenFocus: false,
  renderControlCharacters: true,
  renderWhitespace: 'none',
  unicodeHighlight: {
    ambiguousCharacters: false,
    invisibleCharacters: true,
    nonBasicASCII: false,
    includeComments: true,
    includeStrings: true
  },
  unusualLineTerminators: 'off',
  links: false,
  colorDecorators: false,
  quickSuggestions: false,
  suggestOnTriggerCharacters: false,
  wordBasedSuggestions: 'off',
  parameterHints: { enabled: false },
  codeLens: false,
  inlayHints: { enabled: 'off' },
  occurrencesHighlight: 'singleFile',
  selectionHighlight: true,
  // Round corners are cut out by squares of the surface, which would lie on the lines that a comparison colours.
  roundedSelection: false,
  matchBrackets: 'never',
  guides: { indentation: false, bracketPairs: false },
  bracketPairColorization: { enabled: false },
  stickyScroll: { enabled: false },
  'semanticHighlighting.enabled': false,
  dragAndDrop: false,
  cursorBlinking: 'solid',
  cursorSurroundingLines: 4,
  overviewRulerBorder: false,
  fixedOverflowWidgets: true,
  padding: { top: 8, bottom: 16 },
  scrollbar: {
    verticalScrollbarSize: 12,
    horizontalScrollbarSize: 12,
    useShadows: false,
    // Otherwise the gutter falls behind the text by the scrollbar's height when it comes while scrolling to the end.
    ignoreHorizontalScrollbarInContentHeight: true
  }
} as const satisfies Partial<editor.IStandaloneEditorConstructionOptions>
