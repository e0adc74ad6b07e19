// Two accounts of one person become one: the other is chosen, both are shown with what moves, then it is done.
import "./platform.css";
import { useState, type ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import { answerOf } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { useApi } from "../session/api";
import { platformPath } from "../shell/operator";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { AccountChoice } from "./AccountChoice";
import { FactList, useWhen } from "./marks";
import { ReasonDialog } from "./ReasonDialog";
import { usePlatformTexts } from "./texts";
import { useUser, type UserDetail } from "./user";
import { UserMarks } from "./UserMarks";

export default function MergeUsers(): ReactNode {
  const t = usePlatformTexts();
  const { id = "" } = useParams();
  const [otherId, setOther] = useState("");
  const one = useUser(id);
  const other = useUser(otherId);
  return (
    <Loaded query={one}>
      {(given) => (
        <Page
          title={t("merge.title")}
          lead={t("merge.lead")}
          back={{ to: platformPath(`users/${id}`), label: given.person.display_name || given.person.email }}
        >
          {otherId === "" ? (
            <AccountChoice label={t("merge.find")} without={id} onChoose={setOther} />
          ) : (
            <Loaded query={other}>{(found) => <Both one={given} other={found} onAgain={() => setOther("")} />}</Loaded>
          )}
        </Page>
      )}
    </Loaded>
  );
}

interface BothProps {
  readonly one: UserDetail;
  readonly other: UserDetail;
  readonly onAgain: () => void;
}

function Both({ one, other, onAgain }: BothProps): ReactNode {
  const t = usePlatformTexts();
  const api = useApi();
  const navigate = useNavigate();
  const [isTurned, setTurned] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const [from, into] = isTurned ? [other, one] : [one, other];
  const problems = useProblems(from, into);
  return (
    <div className="stack">
      <div className="columns columns--even">
        <Account title={t("merge.from")} user={from} />
        <Account title={t("merge.into")} user={into} />
      </div>
      <Moves from={from} />
      {problems.length > 0 && (
        <Notice kind="bad" title={t("merge.cannot")}>
          {problems.map((each) => (
            <p key={each}>{each}</p>
          ))}
        </Notice>
      )}
      <div className="row">
        <Button kind="quiet" onPress={onAgain}>
          {t("merge.again")}
        </Button>
        <Button kind="quiet" onPress={() => setTurned(!isTurned)}>
          {t("merge.turn")}
        </Button>
        {problems.length === 0 && (
          <Button kind="danger" onPress={() => setAsked(true)}>
            {t("merge.button")}
          </Button>
        )}
      </div>
      {isAsked && (
        <ReasonDialog
          title={t("merge.title")}
          text={t("merge.sure", { from: from.person.email, into: into.person.email })}
          confirm={t("merge.button")}
          danger
          hint={t("merge.hint")}
          act={async (reason) => {
            const body = { from_user_id: from.person.id, into_user_id: into.person.id, reason };
            const made = await answerOf(api.POST("/api/v1/platform/user-merges", { body }));
            void navigate(platformPath(`merges/${made.id}`));
          }}
          onClose={() => setAsked(false)}
        />
      )}
    </div>
  );
}

/** What the server would refuse, as far as it is known here. */
function useProblems(from: UserDetail, into: UserDetail): readonly string[] {
  const t = usePlatformTexts();
  const theirs = new Set(into.memberships.map((each) => each.organization_id));
  const shared = from.memberships.filter((each) => theirs.has(each.organization_id));
  return [
    ...shared.map(({ organization_name: name }) => t("merge.shared", { name })),
    ...[from, into].flatMap(({ person }) =>
      person.is_suspended ? [t("merge.suspended", { email: person.email })] : [],
    ),
    ...(into.person.is_verified ? [] : [t("merge.unverified", { email: into.person.email })]),
  ];
}

function Account({ title, user: { person, memberships, logins } }: AccountProps): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  return (
    <section className="panel stack">
      <h2>{title}</h2>
      <FactList
        facts={[
          {
            name: t("name"),
            value: (
              <>
                <bdi>{person.display_name || "–"}</bdi> <UserMarks user={person} />
              </>
            ),
          },
          { name: t("email"), value: <bdi>{person.email}</bdi> },
          { name: t("since"), value: when(person.created_at) },
          { name: t("user.memberships"), value: String(memberships.length) },
          { name: t("user.logins"), value: String(logins.length) },
        ]}
      />
    </section>
  );
}

interface AccountProps {
  readonly title: string;
  readonly user: UserDetail;
}

function Moves({ from }: { readonly from: UserDetail }): ReactNode {
  const t = usePlatformTexts();
  return (
    <section className="panel stack">
      <h2>{t("merge.moves")}</h2>
      <ul className="bullets">
        {from.memberships.map(({ organization_id: id, organization_name: name }) => (
          <li key={id}>{t("merge.membership", { name })}</li>
        ))}
        <li>{t("merge.things")}</li>
      </ul>
      <h3>{t("merge.ends")}</h3>
      <p>{t("merge.endsText")}</p>
    </section>
  );
}
