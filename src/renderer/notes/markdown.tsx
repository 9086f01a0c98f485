import type { MouseEvent, ReactNode } from 'react'
import Markdown, { type Components } from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'

/** A link is opened only when it is clicked, apart from the window, and tells its target nothing. */
const Anchor = ({ href, children }: { readonly href?: string | undefined; readonly children?: ReactNode }) => {
  const outside = href !== undefined && /^(https?|mailto):/.test(href)
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

const components: Components = {
  a: ({ href, children }) => <Anchor href={href}>{children}</Anchor>,
  img: ({ alt, src }) => <ImageText alt={alt} src={src} />
}

type TreeNode = { type: string; value?: string; children?: readonly TreeNode[] }

/**
 * Shows HTML as the text it is. The sanitizer would drop it, and `<TASK>` of a pasted call trace with it, to the end of
 * the paragraph.
 */
const htmlAsText = () => (tree: TreeNode) => {
  const walk = (node: TreeNode): void => {
    if (node.type === 'raw') node.type = 'text'
    node.children?.forEach(walk)
  }
  walk(tree)
}

export const MarkdownText = ({ text }: { readonly text: string }) => (
  <div className="markdown">
    <Markdown remarkPlugins={[remarkGfm]} rehypePlugins={[htmlAsText, rehypeSanitize]} components={components}>
      {text}
    </Markdown>
  </div>
)
