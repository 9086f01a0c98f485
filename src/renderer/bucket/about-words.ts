import type { BucketDetail } from '../../shared/model/bucket-detail.ts'
import { counted } from '../components/quantities.ts'

type About = Pick<BucketDetail, 'titles' | 'duplicates' | 'decisions'>

/** What a closed heading still says: `4 titles, 1 duplicate, 2 changes`. */
export const aboutText = ({ titles, duplicates, decisions }: About): string =>
  [
    titles.length > 1 ? counted(titles.length, 'title') : '',
    duplicates.length > 0 ? counted(duplicates.length, 'duplicate') : '',
    decisions.length > 0 ? counted(decisions.length, 'change') : ''
  ]
    .filter((part) => part !== '')
    .join(', ')

export const hasAbout = (about: About): boolean => aboutText(about) !== ''
