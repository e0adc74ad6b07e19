// Gallery of buttons, notices, progress and numbers.
import { useState, type ReactNode } from "react";
import { Unreachable } from "../../lib/api";
import { Button, LinkButton } from "../../ui/Button";
import { Countdown } from "../../ui/Countdown";
import { Empty } from "../../ui/Empty";
import { Failure } from "../../ui/Failure";
import { Money } from "../../ui/Money";
import { Moment } from "../../ui/Moment";
import { Notice } from "../../ui/Notice";
import { Quantity } from "../../ui/Quantity";
import { Skeleton } from "../../ui/Skeleton";
import { Steps } from "../../ui/Steps";
import { Section, Example, useSamples } from "./Example";

const AT = "2026-02-01T09:00:00Z";
const LEFT_MILLISECONDS = 330_000;
const SOON_MILLISECONDS = 45_000;

export function Buttons(): ReactNode {
  const sample = useSamples();
  return (
    <Section name="Button">
      <Example state="kinds">
        <div className="row">
          <Button>{sample("continue")}</Button>
          <Button kind="quiet">{sample("keep")}</Button>
          <Button kind="danger">{sample("delete")}</Button>
          <Button kind="bare">{sample("open")}</Button>
          <LinkButton href="#gallery-Button" kind="quiet">
            {sample("open")}
          </LinkButton>
        </div>
      </Example>
      <Example state="sizes">
        <div className="row">
          <Button size="small">{sample("continue")}</Button>
          <Button>{sample("continue")}</Button>
          <Button size="large">{sample("continue")}</Button>
        </div>
      </Example>
      <Example state="pending and disabled">
        <div className="row">
          <Button pending>{sample("continue")}</Button>
          <Button kind="quiet" pending>
            {sample("keep")}
          </Button>
          <Button isDisabled>{sample("continue")}</Button>
          <Button kind="danger" isDisabled>
            {sample("delete")}
          </Button>
        </div>
      </Example>
      <Example state="wide, long">
        <Button wide>{sample("long")}</Button>
      </Example>
    </Section>
  );
}

export function Messages(): ReactNode {
  const sample = useSamples();
  return (
    <Section name="Notice, Failure, Empty, Skeleton, Steps">
      <Example state="warm">
        <Notice>{sample("minded")}</Notice>
      </Example>
      <Example state="good, with a title">
        <Notice kind="good" title={sample("saved")}>
          {sample("savedText")}
        </Notice>
      </Example>
      <Example state="bad, with a way on">
        <Notice kind="bad" title={sample("refused")} actions={<Button size="small">{sample("continue")}</Button>}>
          {sample("long")}
        </Notice>
      </Example>
      <Example state="failure">
        <Failure error={new Unreachable("")} onRetry={() => undefined} />
      </Example>
      <Example state="error summary">
        <div className="error-summary stack stack--tight">
          <h3>{sample("missing")}</h3>
          <ul>
            <li>
              <a href="#g-wrong">{sample("wrong")}</a>
            </li>
            <li>{sample("refused")}</li>
          </ul>
        </div>
      </Example>
      <Example state="empty">
        <Empty
          title={sample("empty")}
          icon="cart"
          actions={<LinkButton href="/events">{sample("continue")}</LinkButton>}
        >
          {sample("emptyText")}
        </Empty>
      </Example>
      <Example state="loading">
        <Skeleton rows={2} />
      </Example>
      <Example state="steps">
        <Steps names={[sample("step1"), sample("step2"), sample("step3")]} current={1} />
      </Example>
    </Section>
  );
}

export function Numbers(): ReactNode {
  const sample = useSamples();
  const [count, setCount] = useState(0);
  const [started] = useState(Date.now);
  const until = (milliseconds: number): string => new Date(started + milliseconds).toISOString();
  return (
    <Section name="Quantity, Countdown, Money, Moment">
      <Example state="at nothing">
        <Quantity id="g-quantity" name={sample("ticket")} value={count} onChange={setCount} max={3} />
      </Example>
      <Example state="at its most, with an error">
        <Quantity
          id="g-quantity-wrong"
          name={sample("ticket")}
          value={3}
          onChange={setCount}
          max={3}
          error={sample("missing")}
        />
      </Example>
      <Example state="time left">
        <Countdown until={until(LEFT_MILLISECONDS)} onEnd={() => undefined} />
      </Example>
      <Example state="time nearly up">
        <Countdown until={until(SOON_MILLISECONDS)} onEnd={() => undefined} />
      </Example>
      <Example state="money">
        <p>
          <Money minor={2550} currency="EUR" digits={2} /> · <Money minor={1000} currency="EUR" digits={2} /> ·{" "}
          <Money minor={150000} currency="JPY" digits={0} /> · <Money minor={12345} currency="TND" digits={3} />
        </p>
      </Example>
      <Example state="moment">
        <p>
          <Moment at={AT} timeZone="Europe/Brussels" viewerZone="Africa/Mogadishu" />
        </p>
      </Example>
    </Section>
  );
}
