/** Where a command can be given. `global` everywhere; the others while such a view is shown. */
export type CommandScope =
  | 'global'
  | 'list'
  | 'decide'
  | 'bucket'
  | 'note'
  | 'activity'
  | 'tree'
  | 'report'
  | 'compare'
  | 'regroup'

export type CommandGroup =
  | 'Go to'
  | 'Corpus'
  | 'List'
  | 'Decide'
  | 'Bucket'
  | 'Notes'
  | 'Stack tree'
  | 'Report'
  | 'Compare'
  | 'Window'

export type CommandDeclaration = {
  readonly title: string
  readonly group: CommandGroup
  readonly scope: CommandScope
  /**
   * Key bindings in tinykeys notation: `$mod` is Ctrl, Cmd on a Mac; a blank separates the presses of a sequence.
   * Bindings without `$mod`, `Alt` or a function key are off while text is being typed.
   */
  readonly keys: readonly string[]
}

export const commands = {
  'go.start': { title: 'Start page', group: 'Go to', scope: 'global', keys: ['g h'] },
  'go.buckets': { title: 'Buckets', group: 'Go to', scope: 'global', keys: ['g b'] },
  'go.reports': { title: 'Reports', group: 'Go to', scope: 'global', keys: ['g r'] },
  'go.imports': { title: 'Imports', group: 'Go to', scope: 'global', keys: ['g i'] },
  'go.activity': { title: 'Activity', group: 'Go to', scope: 'global', keys: ['g a'] },
  'go.back': { title: 'Back', group: 'Go to', scope: 'global', keys: ['Alt+ArrowLeft'] },
  'go.forward': { title: 'Forward', group: 'Go to', scope: 'global', keys: ['Alt+ArrowRight'] },

  'corpus.import-folder': { title: 'Import a folder', group: 'Corpus', scope: 'global', keys: ['$mod+Shift+I', 'i f'] },
  'corpus.import-files': { title: 'Import files', group: 'Corpus', scope: 'global', keys: ['$mod+I', 'i i'] },
  'corpus.cancel-import': { title: 'Cancel the running import', group: 'Corpus', scope: 'global', keys: ['i c'] },
  'corpus.open': { title: 'Open a corpus', group: 'Corpus', scope: 'global', keys: ['$mod+O'] },
  'corpus.new': { title: 'New corpus', group: 'Corpus', scope: 'global', keys: ['$mod+Alt+N'] },
  'corpus.open-default': { title: 'Open your corpus', group: 'Corpus', scope: 'global', keys: ['g d'] },
  'corpus.open-sample': { title: 'Open the sample corpus', group: 'Corpus', scope: 'global', keys: ['g s'] },
  'corpus.export-notes': {
    title: 'Export all buckets with notes',
    group: 'Corpus',
    scope: 'global',
    keys: ['Shift+E']
  },
  'corpus.export': { title: 'Export the whole corpus', group: 'Corpus', scope: 'global', keys: ['i e'] },
  'corpus.parse-again': {
    title: 'Parse the logs again that an older version read',
    group: 'Corpus',
    scope: 'global',
    keys: ['i p']
  },
  'corpus.regroup': { title: 'Regroup the buckets', group: 'Corpus', scope: 'global', keys: ['Shift+R'] },
  'regroup.apply': { title: 'Apply the regrouping', group: 'Corpus', scope: 'regroup', keys: ['$mod+Enter'] },
  'regroup.cancel': { title: 'Cancel the regrouping', group: 'Corpus', scope: 'regroup', keys: ['Escape'] },
  'regroup.undo': { title: 'Take the last regrouping back', group: 'Corpus', scope: 'regroup', keys: ['Shift+U'] },

  'list.next': { title: 'Next row', group: 'List', scope: 'list', keys: ['j', 'ArrowDown'] },
  'list.previous': { title: 'Previous row', group: 'List', scope: 'list', keys: ['k', 'ArrowUp'] },
  'list.first': { title: 'First row', group: 'List', scope: 'list', keys: ['g g', 'Home'] },
  'list.last': { title: 'Last row', group: 'List', scope: 'list', keys: ['Shift+G', 'End'] },
  'list.open': { title: 'Open the row', group: 'List', scope: 'list', keys: ['Enter'] },
  'list.select': { title: 'Select or deselect the row', group: 'List', scope: 'list', keys: ['x'] },
  'list.select-all': { title: 'Select all rows', group: 'List', scope: 'list', keys: ['$mod+A'] },
  'list.clear': { title: 'Clear the selection', group: 'List', scope: 'list', keys: ['Escape'] },
  'list.filter': { title: 'Filter', group: 'List', scope: 'list', keys: ['/', '$mod+F'] },
  'list.sort': { title: 'Sort by the next column', group: 'List', scope: 'list', keys: ['s'] },
  'list.export': { title: 'Export the selected, or all in the list', group: 'List', scope: 'list', keys: ['e'] },
  'list.compare': { title: 'Compare the two selected', group: 'List', scope: 'list', keys: ['c'] },

  'decide.why': { title: 'Why two reports are together or apart', group: 'Decide', scope: 'decide', keys: ['w'] },
  'decide.merge': { title: 'Merge buckets', group: 'Decide', scope: 'decide', keys: ['m'] },
  'decide.not-same': { title: 'Not the same bug', group: 'Decide', scope: 'decide', keys: ['Shift+M'] },
  'decide.duplicate': { title: 'Duplicate of another bucket', group: 'Decide', scope: 'decide', keys: ['d'] },
  'decide.split': {
    title: 'Split the selected reports off',
    group: 'Decide',
    scope: 'decide',
    keys: ['Shift+S']
  },

  'status.new': { title: 'Status: new', group: 'Decide', scope: 'decide', keys: ['v n'] },
  'status.looking': { title: 'Status: looking', group: 'Decide', scope: 'decide', keys: ['v l'] },
  'status.confirmed': { title: 'Status: confirmed', group: 'Decide', scope: 'decide', keys: ['v c'] },
  'status.fixed': { title: 'Status: fixed by a commit', group: 'Decide', scope: 'decide', keys: ['v f'] },
  'status.invalid': { title: 'Status: invalid', group: 'Decide', scope: 'decide', keys: ['v i'] },
  'status.ignored': { title: 'Status: ignored for a while', group: 'Decide', scope: 'decide', keys: ['v g'] },
  'priority.none': { title: 'Priority: none', group: 'Decide', scope: 'decide', keys: ['p n'] },
  'priority.low': { title: 'Priority: low', group: 'Decide', scope: 'decide', keys: ['p l'] },
  'priority.medium': { title: 'Priority: medium', group: 'Decide', scope: 'decide', keys: ['p m'] },
  'priority.high': { title: 'Priority: high', group: 'Decide', scope: 'decide', keys: ['p h'] },
  'priority.urgent': { title: 'Priority: urgent', group: 'Decide', scope: 'decide', keys: ['p u'] },
  'owner.set': { title: 'Owner', group: 'Decide', scope: 'decide', keys: ['Shift+O'] },
  'owner.me': { title: 'Make me the owner', group: 'Decide', scope: 'decide', keys: ['Shift+A'] },
  'tags.edit': { title: 'Tags', group: 'Decide', scope: 'decide', keys: ['Shift+T'] },
  'edit.undo': { title: 'Undo', group: 'Decide', scope: 'global', keys: ['$mod+Z'] },
  'edit.redo': { title: 'Redo', group: 'Decide', scope: 'global', keys: ['$mod+Shift+Z', '$mod+Y'] },
  'activity.toggle': {
    title: 'Take the change back, or do it again',
    group: 'Decide',
    scope: 'activity',
    keys: ['Shift+U']
  },

  'bucket.show-reports': { title: 'Reports of the bucket', group: 'Bucket', scope: 'bucket', keys: ['1'] },
  'bucket.show-tree': { title: 'Stack tree', group: 'Bucket', scope: 'bucket', keys: ['2'] },
  'bucket.show-similar': { title: 'Similar buckets', group: 'Bucket', scope: 'bucket', keys: ['3'] },
  'bucket.show-timeline': { title: 'Timeline', group: 'Bucket', scope: 'bucket', keys: ['4'] },
  'bucket.show-activity': { title: 'Activity of the bucket', group: 'Bucket', scope: 'bucket', keys: ['5'] },
  'bucket.toggle-about': {
    title: 'Show or hide its other titles and decisions',
    group: 'Bucket',
    scope: 'bucket',
    keys: ['o']
  },
  'bucket.to-list': { title: 'Up to the buckets', group: 'Bucket', scope: 'bucket', keys: ['u'] },
  'bucket.export': { title: 'Export the bucket', group: 'Bucket', scope: 'bucket', keys: ['e'] },
  'bucket.copy-markdown': { title: 'Copy as Markdown', group: 'Bucket', scope: 'bucket', keys: ['Shift+Y'] },
  'bucket.copy-trailers': {
    title: 'Copy Reported-by and Closes for a commit',
    group: 'Bucket',
    scope: 'bucket',
    keys: ['$mod+Alt+Y']
  },
  'bucket.copy-title': { title: 'Copy the title', group: 'Bucket', scope: 'bucket', keys: ['y'] },

  'note.write': { title: 'Write the note', group: 'Notes', scope: 'note', keys: ['n'] },
  'note.toggle-preview': {
    title: 'Text, preview or both',
    group: 'Notes',
    scope: 'note',
    keys: ['$mod+Shift+E']
  },
  'note.history': { title: 'History of the note', group: 'Notes', scope: 'note', keys: ['Shift+N'] },

  'tree.close': {
    title: 'Close, or go to what it calls',
    group: 'Stack tree',
    scope: 'tree',
    keys: ['ArrowLeft', 'h']
  },
  'tree.open': {
    title: 'Open, or go to its first caller',
    group: 'Stack tree',
    scope: 'tree',
    keys: ['ArrowRight', 'l']
  },
  'tree.open-all': { title: 'Open all', group: 'Stack tree', scope: 'tree', keys: ['z o', '*'] },
  'tree.close-all': { title: 'Fold what does not part', group: 'Stack tree', scope: 'tree', keys: ['z c'] },
  'tree.compare': { title: 'Compare the branches where they part', group: 'Stack tree', scope: 'tree', keys: ['c'] },

  'report.toggle-raw': { title: 'Raw log or report', group: 'Report', scope: 'report', keys: ['r'] },
  'report.next-frame': { title: 'Next frame', group: 'Report', scope: 'report', keys: ['j'] },
  'report.previous-frame': { title: 'Previous frame', group: 'Report', scope: 'report', keys: ['k'] },
  'report.next': { title: 'Next report of the bucket', group: 'Report', scope: 'report', keys: [']', 'F8'] },
  'report.previous': {
    title: 'Previous report of the bucket',
    group: 'Report',
    scope: 'report',
    keys: ['[', 'Shift+F8']
  },
  'report.fold-all': { title: 'Fold all sections', group: 'Report', scope: 'report', keys: ['z c'] },
  'report.unfold-all': { title: 'Unfold all sections', group: 'Report', scope: 'report', keys: ['z o'] },
  'report.toggle-outline': { title: 'Show or hide the outline', group: 'Report', scope: 'report', keys: ['o'] },
  'report.find': { title: 'Find in the text', group: 'Report', scope: 'report', keys: ['/', '$mod+F'] },
  'report.go-to-line': { title: 'Go to a line of the log', group: 'Report', scope: 'report', keys: ['$mod+G'] },
  'report.copy': { title: 'Copy the report', group: 'Report', scope: 'report', keys: ['Shift+Y'] },
  'report.copy-trace': { title: 'Copy the call trace', group: 'Report', scope: 'report', keys: ['Alt+Y'] },
  'report.copy-trailers': {
    title: 'Copy Reported-by and Closes for a commit',
    group: 'Report',
    scope: 'report',
    keys: ['$mod+Alt+Y']
  },
  'report.copy-title': { title: 'Copy the title', group: 'Report', scope: 'report', keys: ['y'] },
  'report.compare-next': {
    title: 'Compare with the next report of the bucket',
    group: 'Report',
    scope: 'report',
    keys: ['c']
  },
  'report.show-similar': { title: 'Similar buckets', group: 'Report', scope: 'report', keys: ['s'] },
  'report.compare-similar': {
    title: 'Compare with the most similar bucket',
    group: 'Report',
    scope: 'report',
    keys: ['Shift+C']
  },
  'report.annotate': { title: 'Write a remark on the lines', group: 'Report', scope: 'report', keys: ['l'] },
  'report.highlight': { title: 'Highlight the lines, or no more', group: 'Report', scope: 'report', keys: ['h'] },
  'report.bookmark': { title: 'Bookmark the line, or no more', group: 'Report', scope: 'report', keys: ['m'] },
  'report.remove-annotation': {
    title: 'Remove the annotation of the line',
    group: 'Report',
    scope: 'report',
    keys: ['Delete']
  },
  'report.next-annotation': { title: 'Next annotation', group: 'Report', scope: 'report', keys: ['}', 'F9'] },
  'report.previous-annotation': {
    title: 'Previous annotation',
    group: 'Report',
    scope: 'report',
    keys: ['{', 'Shift+F9']
  },
  'report.next-bookmark': { title: 'Next bookmark', group: 'Report', scope: 'report', keys: ['F2'] },
  'report.previous-bookmark': { title: 'Previous bookmark', group: 'Report', scope: 'report', keys: ['Shift+F2'] },
  'report.to-bucket': { title: 'Up to the bucket', group: 'Report', scope: 'report', keys: ['u', 'Escape'] },

  'compare.next-difference': { title: 'Next difference', group: 'Compare', scope: 'compare', keys: ['n', 'F7'] },
  'compare.previous-difference': {
    title: 'Previous difference',
    group: 'Compare',
    scope: 'compare',
    keys: ['p', 'Shift+F7']
  },
  'compare.find': { title: 'Find in a text', group: 'Compare', scope: 'compare', keys: ['/', '$mod+F'] },
  'compare.swap': { title: 'Swap the sides', group: 'Compare', scope: 'compare', keys: ['s'] },
  'compare.toggle-inline': { title: 'Side by side or inline', group: 'Compare', scope: 'compare', keys: ['v'] },
  'compare.toggle-whole': {
    title: 'Compare the whole logs, or the reports alone',
    group: 'Compare',
    scope: 'compare',
    keys: ['Shift+W']
  },
  'compare.choose-noise': { title: 'What counts as a difference', group: 'Compare', scope: 'compare', keys: ['f'] },
  'compare.toggle-noise': {
    title: 'Count all noise but times and prefixes, or none',
    group: 'Compare',
    scope: 'compare',
    keys: ['Shift+F']
  },
  'compare.toggle-details': {
    title: 'Show or hide verdict, facts and stacks',
    group: 'Compare',
    scope: 'compare',
    keys: ['o']
  },
  'compare.next-frame': { title: 'Next frame', group: 'Compare', scope: 'compare', keys: ['j'] },
  'compare.previous-frame': { title: 'Previous frame', group: 'Compare', scope: 'compare', keys: ['k'] },
  'compare.open-first': { title: 'Open report A', group: 'Compare', scope: 'compare', keys: ['1'] },
  'compare.open-second': { title: 'Open report B', group: 'Compare', scope: 'compare', keys: ['2'] },
  'compare.next-similar': {
    title: 'Compare with the next most similar report',
    group: 'Compare',
    scope: 'compare',
    keys: [']']
  },
  'compare.previous-similar': {
    title: 'Compare with the report before it in similarity',
    group: 'Compare',
    scope: 'compare',
    keys: ['[']
  },
  'compare.with-newest': {
    title: 'Compare with the newest report of the bucket',
    group: 'Compare',
    scope: 'compare',
    keys: ['a n']
  },
  'compare.with-oldest': {
    title: 'Compare with the oldest report of the bucket',
    group: 'Compare',
    scope: 'compare',
    keys: ['a o']
  },
  'compare.most-different': {
    title: 'Compare the two most different reports of the bucket',
    group: 'Compare',
    scope: 'compare',
    keys: ['a d']
  },
  'compare.bucket': { title: 'Compare all reports of the bucket', group: 'Compare', scope: 'compare', keys: ['a a'] },
  'compare.with-file': { title: 'Compare with a file', group: 'Compare', scope: 'compare', keys: ['a f'] },
  'compare.with-text': { title: 'Compare with a text', group: 'Compare', scope: 'compare', keys: ['a t'] },
  'compare.quote': {
    title: 'Quote the difference in the note of the bucket',
    group: 'Compare',
    scope: 'compare',
    keys: ['q']
  },
  'compare.copy': { title: 'Copy the comparison for a mail', group: 'Compare', scope: 'compare', keys: ['Shift+Y'] },
  'compare.export': { title: 'Export the comparison', group: 'Compare', scope: 'compare', keys: ['e'] },
  'compare.leave': { title: 'Leave the comparison', group: 'Compare', scope: 'compare', keys: ['u', 'Escape'] },

  'window.palette': { title: 'Find a command', group: 'Window', scope: 'global', keys: ['$mod+K', '$mod+Shift+P'] },
  'window.keys': { title: 'Show all keys', group: 'Window', scope: 'global', keys: ['?'] },
  'window.copy-link': { title: 'Copy a link to this view', group: 'Window', scope: 'global', keys: ['$mod+Shift+L'] },
  'window.theme-next': { title: 'Next theme', group: 'Window', scope: 'global', keys: ['t t'] },
  'window.theme-system': { title: 'Theme: follow the system', group: 'Window', scope: 'global', keys: ['t s'] },
  'window.theme-light': { title: 'Theme: light', group: 'Window', scope: 'global', keys: ['t l'] },
  'window.theme-dark': { title: 'Theme: dark', group: 'Window', scope: 'global', keys: ['t d'] },
  'window.theme-contrast': { title: 'Theme: high contrast', group: 'Window', scope: 'global', keys: ['t c'] },
  'author.change': { title: "Change the author's name", group: 'Window', scope: 'global', keys: [] },
  'window.toggle-sidebar': { title: 'Show or hide the sidebar', group: 'Window', scope: 'global', keys: ['$mod+B'] }
} as const satisfies Record<string, CommandDeclaration>

export type CommandId = keyof typeof commands
export const commandIds = Object.keys(commands) as readonly CommandId[]
