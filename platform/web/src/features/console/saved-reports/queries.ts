// What saved reports ask of the API: the reports, with whom each is shared, and to whom it is sent.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { ifMatch } from "../session/connection";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";

export type SavedReport = Schemas["SavedReport"];
export type NewSavedReport = Schemas["SavedReportFields"];
export type Share = Schemas["ReportShare"];
export type NewShare = Schemas["ReportShareFields"];
export type Schedule = Schemas["ReportSchedule"];
export type NewSchedule = Schemas["ReportScheduleFields"];
export type Shared = Schemas["SharedReport"];

const LIST = `${ORGANIZATION}/saved-reports` as const;
const ONE = `${LIST}/{saved_report_id}` as const;
const SHARES = `${ONE}/shares` as const;
const SHARE = `${SHARES}/{report_share_id}` as const;
const SCHEDULES = `${ONE}/schedules` as const;
const SCHEDULE = `${SCHEDULES}/{report_schedule_id}` as const;
const SHARED = `${LIST}/shared/{report_share_id}` as const;
const KEY = "saved-reports";

export function useSavedReports(): UseQueryResult<readonly SavedReport[]> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, KEY],
    queryFn: async () => (await answerOf(api.GET(LIST, { params: { path } }))).items,
  });
}

export function useSaveReport(): UseMutationResult<SavedReport, Error, NewSavedReport> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(LIST, { params: { path }, body })),
    onSettled: () => refresh(KEY),
  });
}

export function useRemoveReport(): UseMutationResult<unknown, Error, SavedReport> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: (report) =>
      api.DELETE(ONE, { params: { path: { ...path, saved_report_id: report.id } }, headers: ifMatch(report) }),
    onSettled: () => refresh(KEY),
  });
}

export function useShares(reportId: string): UseQueryResult<readonly Share[]> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, KEY, reportId, "shares"],
    queryFn: async () =>
      (await answerOf(api.GET(SHARES, { params: { path: { ...path, saved_report_id: reportId } } }))).items,
  });
}

export function useShare(reportId: string): UseMutationResult<Share, Error, NewShare> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: (body) =>
      answerOf(api.POST(SHARES, { params: { path: { ...path, saved_report_id: reportId } }, body })),
    onSettled: () => refresh(KEY),
  });
}

export function useEndShare(reportId: string): UseMutationResult<unknown, Error, Share> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ id }) =>
      api.DELETE(SHARE, { params: { path: { ...path, saved_report_id: reportId, report_share_id: id } } }),
    onSettled: () => refresh(KEY),
  });
}

export function useSchedules(reportId: string): UseQueryResult<readonly Schedule[]> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, KEY, reportId, "schedules"],
    queryFn: async () =>
      (await answerOf(api.GET(SCHEDULES, { params: { path: { ...path, saved_report_id: reportId } } }))).items,
  });
}

export function useSchedule(reportId: string): UseMutationResult<Schedule, Error, NewSchedule> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: (body) =>
      answerOf(api.POST(SCHEDULES, { params: { path: { ...path, saved_report_id: reportId } }, body })),
    onSettled: () => refresh(KEY),
  });
}

export function useEndSchedule(reportId: string): UseMutationResult<unknown, Error, Schedule> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ id }) =>
      api.DELETE(SCHEDULE, { params: { path: { ...path, saved_report_id: reportId, report_schedule_id: id } } }),
    onSettled: () => refresh(KEY),
  });
}

export function useShared(shareId: string): UseQueryResult<Shared> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, KEY, "shared", shareId],
    queryFn: () => answerOf(api.GET(SHARED, { params: { path: { ...path, report_share_id: shareId } } })),
  });
}
