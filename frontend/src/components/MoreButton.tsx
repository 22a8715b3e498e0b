interface Props {
  list: { hasNextPage: boolean; fetchNextPage: () => Promise<unknown> };
  children: string;
}

/** Loads the next page of a list; absent when there is none. */
export function MoreButton({ list, children }: Props) {
  if (!list.hasNextPage) return null;
  return (
    <button type="button" className="button button-quiet" onClick={() => void list.fetchNextPage()}>
      {children}
    </button>
  );
}
