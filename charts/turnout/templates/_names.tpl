{{/* Names and labels. */}}

{{- define "turnout.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" }}
{{- end }}

{{- define "turnout.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- else if contains (include "turnout.name" .) .Release.Name }}
{{- .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "turnout.name" .) | trunc 40 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* What tells the pods of this release from others; never changes. */}}
{{- define "turnout.selector" -}}
app.kubernetes.io/name: {{ include "turnout.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "turnout.labels" -}}
{{ include "turnout.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: turnout
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* image of one colour or of the release: a digest wins over a tag. (dict "root" $ "image" {...}) */}}
{{- define "turnout.image" -}}
{{- $image := mergeOverwrite (deepCopy .root.Values.image) (default (dict) .image) }}
{{- $name := printf "%s/%s" $image.registry $image.repository | trimPrefix "/" }}
{{- if and .image (hasKey .image "tag") (not (hasKey .image "digest")) }}{{ $_ := set $image "digest" "" }}{{ end }}
{{- if $image.digest }}{{ printf "%s@%s" $name $image.digest }}
{{- else }}{{ printf "%s:%s" $name (default .root.Chart.AppVersion $image.tag) }}{{ end }}
{{- end }}

{{/* The image that the release runs: the active colour's where colours are used. */}}
{{- define "turnout.activeImage" -}}
{{- $colour := dict }}
{{- if .Values.blueGreen.enabled }}{{ $colour = get .Values.blueGreen .Values.blueGreen.active }}{{ end }}
{{- include "turnout.image" (dict "root" . "image" $colour) }}
{{- end }}

{{/* The image that migrates: of two colours the one that values say is newer. */}}
{{- define "turnout.migratingImage" -}}
{{- $colour := dict }}
{{- if .Values.blueGreen.enabled }}{{ $colour = get .Values.blueGreen (default .Values.blueGreen.active .Values.blueGreen.newest) }}{{ end }}
{{- include "turnout.image" (dict "root" . "image" $colour) }}
{{- end }}

{{- define "turnout.serviceAccount" -}}
{{- printf "%s-%s" (include "turnout.fullname" .root) .account }}
{{- end }}

{{- define "turnout.host" -}}
{{- .Values.publicUrl | trimPrefix "https://" | trimPrefix "http://" | trimSuffix "/" }}
{{- end }}

{{/* What the deployments are called after the release's name, as a list. */}}
{{- define "turnout.deployments" -}}
{{- $names := list "relay" "scheduler" }}
{{- range $name := list "web" "door" }}
{{- if (get $.Values $name).enabled }}
{{- if $.Values.blueGreen.enabled }}{{ $names = concat $names (list (printf "%s-blue" $name) (printf "%s-green" $name)) }}{{ else }}{{ $names = append $names $name }}{{ end }}
{{- end }}
{{- end }}
{{- if .Values.realtime.enabled }}{{ $names = append $names "realtime" }}{{ end }}
{{- range $key, $given := .Values.workers }}
{{- if (mergeOverwrite (deepCopy $.Values.workerDefaults) (deepCopy $given)).enabled }}{{ $names = append $names (printf "worker-%s" $key) }}{{ end }}
{{- end }}
{{- toYaml $names }}
{{- end }}
