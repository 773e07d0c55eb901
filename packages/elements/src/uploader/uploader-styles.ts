import { cards } from './styles/cards.ts';
import { proof } from './styles/proof.ts';
import { review } from './styles/review.ts';
import { rows } from './styles/rows.ts';
import { css } from 'lit';

/** Sheets of the uploader. */
export const uploaderStyles = css`${cards}${proof}${review}${rows}`;
