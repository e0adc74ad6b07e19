// What is to do before, on and after the day: by deadline, and ticked off in the list.
import type { ReactNode } from "react";
import { formatDay } from "../../../lib/when";
import { Checkbox } from "../../../ui/Checkbox";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useMembers } from "../parts/members";
import { Row } from "../parts/Rows";
import { useNotSaved } from "../parts/state-change";
import { LinePanel } from "./LinePanel";
import { useTasks, type Task } from "./queries";
import { PlanPart } from "./PlanPart";
import { usePlanTexts } from "./texts";

const STATES = ["open", "doing", "done"] as const;

interface TaskForm {
  readonly title: string;
  readonly due_on: string;
  readonly notes: string;
  readonly owner_id: string;
  readonly state: Task["state"];
}

const EMPTY: TaskForm = { title: "", due_on: "", notes: "", owner_id: "", state: "open" };

export function Tasks({ tasks, editable }: { readonly tasks: readonly Task[]; readonly editable: boolean }): ReactNode {
  const t = usePlanTexts();
  const locale = useLocale();
  const lines = useTasks();
  const members = useMembers();
  const tick = useTick(lines.update);
  const ownersOf = (task: Task | null) => {
    const known = members.map(({ id, display_name: name }) => ({ value: id, label: name }));
    const isKnown = task?.owner_id == null || known.some(({ value }) => value === task.owner_id);
    return isKnown ? known : [{ value: task.owner_id ?? "", label: task.owner_name }, ...known];
  };
  return (
    <PlanPart
      title={t("tasks.title")}
      none={t("tasks.none")}
      add={t("tasks.add")}
      items={tasks.toSorted((one, other) => Number(one.state === "done") - Number(other.state === "done"))}
      lines={lines}
      editable={editable}
      nameOf={({ title }) => title}
      row={({ line, onOpen, actions }) => (
        <Row
          key={line.id}
          title={line.title}
          {...(onOpen === undefined ? {} : { onOpen })}
          {...(editable
            ? {
                before: (
                  <div className="plan-tick">
                    <Checkbox checked={line.state === "done"} onChange={(isDone) => void tick(line, isDone)}>
                      <span className="visually-hidden">{t("tasks.done", { name: line.title })}</span>
                    </Checkbox>
                  </div>
                ),
              }
            : {})}
          tags={
            <>
              {line.state !== "open" && (
                <span className={line.state === "done" ? "tag tag--good" : "tag"}>{t(`state.${line.state}`)}</span>
              )}
              {line.is_overdue && <span className="tag tag--bad">{t("overdue")}</span>}
            </>
          }
          facts={[
            [
              line.due_on === null ? "" : t("due", { day: formatDay(`${line.due_on}T12:00:00Z`, "UTC", locale) }),
              line.owner_name,
            ]
              .filter(Boolean)
              .join(" · "),
            line.notes === "" ? "" : <bdi key="notes">{line.notes}</bdi>,
          ]}
          actions={actions}
        />
      )}
      panel={(line, onClose, onDelete) => (
        <LinePanel
          key={line?.id ?? "new"}
          prefix="task"
          line={line}
          lines={lines}
          title={line?.title ?? t("tasks.new")}
          add={t("tasks.add")}
          empty={EMPTY}
          formOf={(task) => ({
            title: task.title,
            due_on: task.due_on ?? "",
            notes: task.notes,
            owner_id: task.owner_id ?? "",
            state: task.state,
          })}
          bodyOf={(form) => ({
            ...form,
            title: form.title.trim(),
            due_on: form.due_on || null,
            owner_id: form.owner_id || null,
          })}
          problemsOf={({ title }) => new Map(title.trim() === "" ? [["title", "wrong.title" as const]] : [])}
          fields={[
            { name: "title", required: true },
            { name: "due_on", type: "date" },
            { name: "notes", rows: 3, maxLength: 4000 },
          ]}
          nameOf={({ title }) => title}
          shownOf={(form, name) =>
            name === "owner_id"
              ? (ownersOf(line).find(({ value }) => value === form.owner_id)?.label ?? "")
              : name === "state"
                ? t(`state.${form.state}`)
                : form[name]
          }
          onClose={onClose}
          onDelete={onDelete}
        >
          {(form, change, errors) => (
            <>
              {ownersOf(line).length > 0 && (
                <NativeSelect
                  id="task-owner_id"
                  label={t("field.owner_id")}
                  options={ownersOf(line)}
                  value={form.owner_id}
                  error={errors.get("owner_id")}
                  onChange={(owner) => change({ owner_id: owner })}
                />
              )}
              <RadioGroup
                id="task-state"
                label={t("field.state")}
                required
                value={form.state}
                options={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
                onChange={(value) => change({ state: STATES.find((state) => state === value) ?? form.state })}
              />
            </>
          )}
        </LinePanel>
      )}
    />
  );
}

/** Ticks a task off, or opens it again. */
function useTick(
  update: (task: Task, body: { state: Task["state"] }) => Promise<Task>,
): (task: Task, isDone: boolean) => Promise<void> {
  const notSaved = useNotSaved();
  return async (task, isDone) => {
    try {
      await update(task, { state: isDone ? "done" : "open" });
    } catch (error) {
      notSaved(error);
    }
  };
}
