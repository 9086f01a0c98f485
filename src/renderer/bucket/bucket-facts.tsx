import type { ReactNode } from 'react'
import type { BucketRow } from '../../shared/model/bucket.ts'
import { kernelRange } from '../components/kernel-range.ts'
import { count } from '../components/quantities.ts'
import { TimeAgo } from '../components/time-ago.tsx'
import { seenText } from '../../shared/model/seen.ts'

const Fact = ({
  name,
  detail,
  children
}: {
  readonly name: string
  readonly detail?: string
  readonly children: ReactNode
}) => (
  <div>
    <dt title={detail}>{name}</dt>
    <dd title={detail}>{children}</dd>
  </div>
)

/** How often and where a bucket was seen. */
export const BucketFacts = ({ row, children }: { readonly row: BucketRow; readonly children?: ReactNode }) => (
  <dl className="bucket-facts">
    <Fact name="Reports">{count(row.count)}</Fact>
    <Fact name="Logs">{count(row.files)}</Fact>
    <Fact name="Kernels" detail={row.kernels.join('\n')}>
      {kernelRange(row.kernels) || 'not said'}
    </Fact>
    <Fact name="First seen">
      <TimeAgo time={row.firstSeen} what={`First seen, ${seenText(row.firstSeenFrom)}`} />
    </Fact>
    <Fact name="Last seen">
      <TimeAgo time={row.lastSeen} what={`Last seen, ${seenText(row.lastSeenFrom)}`} />
    </Fact>
    {children}
  </dl>
)
