const copied = [
  'boxSizing',
  'width',
  'paddingTop',
  'paddingRight',
  'paddingBottom',
  'paddingLeft',
  'borderTopWidth',
  'borderRightWidth',
  'borderBottomWidth',
  'borderLeftWidth',
  'fontFamily',
  'fontSize',
  'fontWeight',
  'lineHeight',
  'letterSpacing',
  'tabSize'
] as const

/**
 * Where a place in the text of a field is, in pixels of the window: left, and just below its line. A text field does
 * not tell, so that the text is set once more, out of sight, as the field sets it.
 */
export const caretPlace = (
  field: HTMLTextAreaElement,
  offset: number
): { readonly left: number; readonly top: number; readonly lineTop: number } => {
  const style = getComputedStyle(field)
  const mirror = document.createElement('div')
  for (const name of copied) mirror.style[name] = style[name]
  mirror.style.position = 'fixed'
  mirror.style.left = '-9999px'
  mirror.style.top = '0'
  mirror.style.visibility = 'hidden'
  mirror.style.whiteSpace = 'pre-wrap'
  mirror.style.overflowWrap = 'break-word'
  mirror.textContent = field.value.slice(0, offset)
  const mark = document.createElement('span')
  mark.textContent = field.value.slice(offset, offset + 1) || '.'
  mirror.append(mark)
  document.body.append(mirror)
  const box = field.getBoundingClientRect()
  const lineHeight = mark.getBoundingClientRect().height
  const lineTop = box.top + mark.offsetTop - field.scrollTop
  const left = box.left + mark.offsetLeft - field.scrollLeft
  mirror.remove()
  return { left, top: lineTop + lineHeight, lineTop }
}
