import { createContext, useContext, type MouseEvent, type ReactNode } from 'react'
import Markdown, { type Components } from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import { isBeyondMarkdown } from '../../shared/model/markdown-limits.ts'
import { visibleProse } from '../../shared/model/visible.ts'
import { targetOf, type NoteTarget } from './note-links.ts'

/** What the parts of a text need from around it. */
type Around = {
  readonly onOpen: ((target: NoteTarget) => void) | undefined
  readonly onBox: ((offset: number) => void) | undefined
}
const AroundContext = createContext<Around>({ onOpen: undefined, onBox: undefined })
/** Where the list item begins that a box stands in, and what it says. */
const ItemContext = createContext<{ readonly offset: number; readonly text: string } | null>(null)

/** A link is opened only when it is clicked, apart from the window, and tells its target nothing. */
const Anchor = ({ href, children }: { readonly href?: string | undefined; readonly children?: ReactNode }) => {
  const { onOpen } = useContext(AroundContext)
  const target = href === undefined ? null : targetOf(href)
  const outside = href !== undefined && /^(https?|mailto):/.test(href)
  if (target && onOpen) {
    return (
      <a
        href={href}
        onClick={(event) => {
          event.preventDefault()
          onOpen(target)
        }}
      >
        {children}
      </a>
    )
  }
  const keepHere = (event: MouseEvent): void => {
    if (!outside) event.preventDefault()
  }
  return (
    <a href={outside ? href : undefined} title={href} target="_blank" rel="noreferrer noopener" onClick={keepHere}>
      {children}
    </a>
  )
}

/** An image would be fetched from wherever the note says; its words stand for it. */
const ImageText = ({ alt, src }: { readonly alt?: string | undefined; readonly src?: unknown }) => (
  <span className="markdown-image">[image: {alt || (typeof src === 'string' ? src : '')}]</span>
)

/** A box of a task list: turned by a click where the text can be written. */
const Box = ({ checked }: { readonly checked: boolean }) => {
  const { onBox } = useContext(AroundContext)
  const item = useContext(ItemContext)
  const label = item?.text === undefined || item.text === '' ? 'Task' : item.text
  if (!onBox || !item) return <input type="checkbox" checked={checked} disabled readOnly aria-label={label} />
  return <input type="checkbox" checked={checked} aria-label={label} onChange={() => onBox(item.offset)} />
}

type TreeNode = {
  type: string
  value?: string
  children?: readonly TreeNode[]
  position?: { readonly start: { readonly offset?: number | undefined } } | undefined
}

const mostLabel = 80
const textIn = (node: TreeNode): string => node.value ?? (node.children ?? []).map((child) => textIn(child)).join('')

const components: Components = {
  a: ({ href, children }) => <Anchor href={href}>{children}</Anchor>,
  img: ({ alt, src }) => <ImageText alt={alt} src={src} />,
  input: ({ checked }) => <Box checked={checked === true} />,
  li: ({ node, className, children }) => {
    const tree: TreeNode | undefined = node
    const offset = tree?.position?.start.offset
    const item =
      tree && offset !== undefined
        ? { offset, text: textIn(tree).trim().split('\n')[0]?.slice(0, mostLabel) ?? '' }
        : null
    return (
      <ItemContext value={item}>
        <li className={className}>{children}</li>
      </ItemContext>
    )
  }
}

/**
 * Shows HTML as the text it is: the sanitizer would drop it, and `<TASK>` of a pasted call trace with it, to the end of
 * the paragraph. What cannot be seen is named, be it in the text or a character reference such as `&#x202e;`.
 */
const plainText = () => (tree: TreeNode) => {
  const walk = (node: TreeNode): void => {
    if (node.type === 'raw') node.type = 'text'
    if (node.type === 'text' && node.value !== undefined) node.value = visibleProse(node.value)
    node.children?.forEach(walk)
  }
  walk(tree)
}

type Props = {
  readonly text: string
  /** Opens a link to a bucket or report; without it such links lead nowhere. */
  readonly onOpen?: ((target: NoteTarget) => void) | undefined
  /** Turns the box of the list item at an offset of the text; without it boxes cannot be turned. */
  readonly onBox?: ((offset: number) => void) | undefined
}

export const MarkdownText = ({ text, onOpen, onBox }: Props) => (
  <AroundContext value={{ onOpen, onBox }}>
    <div className="markdown">
      {isBeyondMarkdown(text) ? (
        <pre>{visibleProse(text)}</pre>
      ) : (
        <Markdown remarkPlugins={[remarkGfm]} rehypePlugins={[plainText, rehypeSanitize]} components={components}>
          {text}
        </Markdown>
      )}
    </div>
  </AroundContext>
)
