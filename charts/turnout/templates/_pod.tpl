{{/* One pod of a role. (dict "root" $ "role" "web" "name" "web" "values" {...} "args" [...] "public" 8080 "image" "…") */}}
{{- define "turnout.pod" -}}
{{- $root := .root }}
{{- $values := .values }}
metadata:
  labels:
    {{- include "turnout.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .name }}
    turnout/role: {{ .role }}
    {{- with .colour }}
    turnout/colour: {{ . }}
    {{- end }}
    {{- with $values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    checksum/settings: {{ include "turnout.settings" $root | sha256sum }}
    {{- if eq $root.Values.secrets.mode "inline" }}
    checksum/secrets: {{ include "turnout.inlineSecrets" (dict "root" $root "owner" false) | sha256sum }}
    {{- end }}
    kubectl.kubernetes.io/default-container: {{ .role }}
    {{- with $values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "turnout.serviceAccount" (dict "root" $root "account" .role) }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ $values.terminationGracePeriodSeconds }}
  {{- with $root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  securityContext:
    {{- toYaml $root.Values.podSecurityContext | nindent 4 }}
  {{- with $values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if $values.topologySpread.enabled }}
  topologySpreadConstraints:
    {{- range $key, $unsatisfiable := dict "topology.kubernetes.io/zone" $values.topologySpread.zone "kubernetes.io/hostname" $values.topologySpread.host }}
    - maxSkew: 1
      topologyKey: {{ $key }}
      whenUnsatisfiable: {{ $unsatisfiable }}
      matchLabelKeys: [pod-template-hash]
      labelSelector:
        matchLabels:
          {{- include "turnout.selector" $root | nindent 10 }}
          app.kubernetes.io/component: {{ $.name }}
    {{- end }}
  {{- end }}
  containers:
    - name: {{ .role }}
      image: {{ .image }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      args:
        {{- toYaml .args | nindent 8 }}
      securityContext:
        {{- toYaml $root.Values.securityContext | nindent 8 }}
      envFrom:
        - configMapRef:
            name: {{ include "turnout.fullname" $root }}-settings
        {{- with $values.extraEnvFrom }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      env:
        {{- include "turnout.fixedEnv" $root | nindent 8 }}
        {{- range $name, $value := .env }}
        - name: {{ $name }}
          value: {{ $value | quote }}
        {{- end }}
        {{- with $values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      ports:
        {{- if .public }}
        - name: http
          containerPort: {{ .public }}
        {{- end }}
        - name: metrics
          containerPort: 9100
      startupProbe:
        httpGet: {path: /healthz, port: {{ ternary "http" "metrics" (gt (int .public) 0) }}}
        periodSeconds: 2
        timeoutSeconds: 5
        failureThreshold: {{ div (int $values.startupSeconds) 2 }}
      livenessProbe:
        httpGet: {path: /healthz, port: {{ ternary "http" "metrics" (gt (int .public) 0) }}}
        periodSeconds: 20
        timeoutSeconds: 15
        failureThreshold: 3
      readinessProbe:
        httpGet: {path: /readyz, port: metrics}
        periodSeconds: 10
        timeoutSeconds: 15
        failureThreshold: 2
      {{- if .public }}
      lifecycle:
        preStop:
          sleep:
            seconds: {{ $values.preStopSeconds }}
      {{- end }}
      resources:
        {{- toYaml $values.resources | nindent 8 }}
      volumeMounts:
        - {name: state, mountPath: /var/lib/turnout}
        - {name: tmp, mountPath: /tmp}
        - {name: secrets, mountPath: /run/secrets/turnout, readOnly: true}
        {{- if $root.Values.files.persistence.enabled }}
        - {name: files, mountPath: /var/lib/turnout/files}
        {{- end }}
        {{- with $values.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
  volumes:
    - name: state
      emptyDir: {sizeLimit: {{ $values.stateSize }}}
    - name: tmp
      emptyDir: {sizeLimit: {{ $values.tmpSize }}}
    - {{- include "turnout.secretVolume" (dict "root" $root "suffix" "" "owner" false) | nindent 6 }}
    {{- if $root.Values.files.persistence.enabled }}
    - name: files
      persistentVolumeClaim:
        claimName: {{ default (printf "%s-files" (include "turnout.fullname" $root)) $root.Values.files.persistence.existingClaim }}
    {{- end }}
    {{- with $values.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}

{{/* One deployment of a role, and what scales and protects it: the same for every role. Besides what
     the pod takes: "single" for a role of which exactly one may run. */}}
{{- define "turnout.deployment" -}}
{{- $root := .root }}
{{- $values := .values }}
{{- $name := printf "%s-%s" (include "turnout.fullname" $root) .name }}
{{- if .colour }}{{ $name = printf "%s-%s" $name .colour }}{{ end }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $name }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "turnout.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .name }}
    {{- with .colour }}
    turnout/colour: {{ . }}
    {{- end }}
  {{- with $values.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- if .single }}
  replicas: 1
  strategy:
    type: Recreate
  {{- else }}
  {{- if eq $values.autoscaling.engine "none" }}
  replicas: {{ $values.replicas }}
  {{- end }}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 0
      maxSurge: {{ $values.maxSurge }}
  {{- end }}
  minReadySeconds: {{ $values.minReadySeconds }}
  progressDeadlineSeconds: 900
  revisionHistoryLimit: {{ $root.Values.revisionHistoryLimit }}
  selector:
    matchLabels:
      {{- include "turnout.selector" $root | nindent 6 }}
      app.kubernetes.io/component: {{ .name }}
      {{- with .colour }}
      turnout/colour: {{ . }}
      {{- end }}
  template:
    {{- include "turnout.pod" . | nindent 4 }}
{{- if not .single }}
{{- include "turnout.autoscaler" (mergeOverwrite (dict "target" $name) .) }}
{{- if $values.podDisruptionBudget.enabled }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ $name }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "turnout.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .name }}
spec:
  maxUnavailable: {{ $values.podDisruptionBudget.maxUnavailable }}
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "turnout.selector" $root | nindent 6 }}
      app.kubernetes.io/component: {{ .name }}
      {{- with .colour }}
      turnout/colour: {{ . }}
      {{- end }}
{{- end }}
{{- end }}
{{- end }}
