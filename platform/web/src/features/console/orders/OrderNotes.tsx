// Tags and notes of an order or an attendee: the team's own, never shown to buyers.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button as Trigger, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { answerOf, type Schemas } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { Icon } from "../../../ui/Icon";
import { useApi } from "../session/api";
import { useOrganization } from "../shell/organizations";
import { COLORS, ManageTags } from "./ManageTags";
import { TagMarks } from "./marks";
import { useOrderAction } from "./order-actions";
import { LONGEST_NOTE, OrderNote } from "./OrderNote";
import { useOrderTags, useTagsOf, type Subject } from "./queries";
import { useOrderTexts } from "./texts";

type NotePage = Schemas["Order_notesOrderNotePage"];

const PAGE = 20;

export interface OrderNotesProps {
  readonly subject: Subject;
  readonly zone: string;
  /** Names those whom notes of an order are on. */
  readonly nameOf?: (attendeeId: string) => string;
}

export function OrderNotes({ subject, zone, nameOf }: OrderNotesProps): ReactNode {
  const { orderId, attendeeId } = subject;
  const t = useOrderTexts();
  const api = useApi();
  const { id, may } = useOrganization();
  const [text, setText] = useState("");
  const notes = useInfiniteQuery({
    queryKey: [id, "order", orderId, "notes", attendeeId],
    initialPageParam: "",
    getNextPageParam: (page: NotePage) => page.next_cursor,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/orders/{order_id}/notes", {
          params: {
            path: { organization_id: id, order_id: orderId },
            query: {
              limit: PAGE,
              ...(attendeeId === null ? {} : { attendee_id: attendeeId }),
              ...(pageParam === "" ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
  });
  const writing = useOrderAction({ id: orderId }, (client, params, written: string) =>
    client.POST("/api/v1/organizations/{organization_id}/orders/{order_id}/notes", {
      params,
      body: { text: written, attendee_id: attendeeId },
    }),
  );
  const write = (): void => {
    if (text.trim() !== "") writing.mutate(text.trim(), { onSuccess: () => setText("") });
  };
  const items = notes.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="panel stack" aria-labelledby="notes-title">
      <h2 id="notes-title">{t("notes.title")}</h2>
      <Tags subject={subject} />
      {may("order-notes.write") && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            write();
          }}
        >
          {writing.isError && <Failure error={writing.error} />}
          <Field
            label={t("notes.new")}
            required
            rows={2}
            value={text}
            onChange={setText}
            maxLength={LONGEST_NOTE}
            placeholder={t("notes.hint")}
          />
          <div className="row">
            <Button type="submit" kind="quiet" pending={writing.isPending} isDisabled={text.trim() === ""}>
              {t("notes.write")}
            </Button>
          </div>
        </form>
      )}
      <ul className="order-notes">
        {items.map((note) => (
          <OrderNote
            key={note.id}
            note={note}
            zone={zone}
            about={note.attendee_id === null ? "" : (nameOf?.(note.attendee_id) ?? "")}
            current={async () => (await notes.refetch()).data?.pages.flatMap((page) => page.items) ?? []}
          />
        ))}
      </ul>
      {notes.hasNextPage && (
        <Button kind="bare" pending={notes.isFetchingNextPage} onPress={() => void notes.fetchNextPage()}>
          {t("timeline.more")}
        </Button>
      )}
    </section>
  );
}

function Tags({ subject }: { readonly subject: Subject }): ReactNode {
  const t = useOrderTexts();
  const { may } = useOrganization();
  const { orderId, attendeeId } = subject;
  const held = useTagsOf(subject).data ?? [];
  const tags = useOrderTags().data ?? [];
  const setting = useOrderAction({ id: orderId }, (api, { path }, ids: readonly string[]) => {
    const base = "/api/v1/organizations/{organization_id}/orders/{order_id}";
    const body = { tag_ids: [...ids] };
    return attendeeId === null
      ? api.PUT(`${base}/tags`, { params: { path }, body })
      : api.PUT(`${base}/attendees/{attendee_id}/tags`, {
          params: { path: { ...path, attendee_id: attendeeId } },
          body,
        });
  });
  const shown = setting.isPending ? setting.variables : held;
  return (
    <div className="row">
      <TagMarks ids={shown} />
      {may("order-notes.write") && (
        <DialogTrigger>
          <Trigger className="filter-pill__quick">
            <Icon name="plus" /> {t("filter.tag")}
          </Trigger>
          <Popover className="popover" placement="bottom end" offset={4}>
            <Dialog aria-label={t("column.tags")} className="filter-pill__box">
              {tags.length === 0 && <p className="muted small">{t("tags.none")}</p>}
              <fieldset className="filter-pill__choices">
                <legend className="visually-hidden">{t("column.tags")}</legend>
                {tags.map((tag) => (
                  <label key={tag.id} className="check">
                    <input
                      type="checkbox"
                      checked={shown.includes(tag.id)}
                      onChange={(event) =>
                        setting.mutate(
                          event.target.checked ? [...shown, tag.id] : shown.filter((each) => each !== tag.id),
                        )
                      }
                    />
                    <bdi>{tag.name}</bdi>
                  </label>
                ))}
              </fieldset>
              {may("order-tags.manage") && <NewTag />}
            </Dialog>
          </Popover>
        </DialogTrigger>
      )}
      {may("order-tags.manage") && <ManageTags />}
    </div>
  );
}

/** A word more for the organization's tags, in the colour that is used least. */
function NewTag(): ReactNode {
  const t = useOrderTexts();
  const tags = useOrderTags();
  const [name, setName] = useState("");
  const used = (color: string): number => tags.data?.filter((tag) => tag.color === color).length ?? 0;
  const color = COLORS.toSorted((one, other) => used(one) - used(other))[0] ?? "grey";
  const { id } = useOrganization();
  const adding = useOrderAction({ id: "" }, async (api, _, added: string) => {
    await api.POST("/api/v1/organizations/{organization_id}/order-tags", {
      params: { path: { organization_id: id } },
      body: { name: added, color },
    });
    await tags.refetch();
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") adding.mutate(name.trim(), { onSuccess: () => setName("") });
      }}
    >
      {adding.isError && <Failure error={adding.error} />}
      <input
        className="input"
        aria-label={t("tags.new")}
        placeholder={t("tags.new")}
        maxLength={40}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" kind="quiet" size="small" pending={adding.isPending} isDisabled={name.trim() === ""}>
        {t("tags.add")}
      </Button>
    </form>
  );
}
