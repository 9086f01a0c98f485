import type { ReactNode } from 'react'
import type { BucketRow } from '../../shared/model/bucket.ts'
import { kernelRange } from '../../shared/model/kernel-range.ts'
import { count } from '../components/quantities.ts'
import { SeenTime } from '../components/seen-time.tsx'

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
      <SeenTime time={row.firstSeen} from={row.firstSeenFrom} what="First seen" />
    </Fact>
    <Fact name="Last seen">
      <SeenTime time={row.lastSeen} from={row.lastSeenFrom} what="Last seen" />
    </Fact>
    {children}
  </dl>
)
