{{/* The scaler of a deployment: an HPA of Kubernetes itself, or a ScaledObject of KEDA. */}}
{{- define "turnout.autoscaler" -}}
{{- $root := .root }}
{{- $scaling := .values.autoscaling }}
{{- if eq $scaling.engine "hpa" }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ .target }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "turnout.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .name }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ .target }}
  minReplicas: {{ $scaling.minReplicas }}
  maxReplicas: {{ $scaling.maxReplicas }}
  metrics:
    {{- with $scaling.cpuPercent }}
    - type: Resource
      resource:
        name: cpu
        target: {type: Utilization, averageUtilization: {{ . }}}
    {{- end }}
    {{- with $scaling.requestsPerSecond }}
    - type: Pods
      pods:
        metric: {name: turnout_http_requests_per_second}
        target: {type: AverageValue, averageValue: {{ . | quote }}}
    {{- end }}
    {{- with $scaling.latencyMilliseconds }}
    - type: Pods
      pods:
        metric: {name: turnout_http_request_p95_seconds}
        target: {type: AverageValue, averageValue: {{ printf "%dm" (int .) | quote }}}
    {{- end }}
    {{- with $scaling.listeners }}
    - type: Pods
      pods:
        metric: {name: turnout_live_listeners}
        target: {type: AverageValue, averageValue: {{ . | quote }}}
    {{- end }}
    {{- with $scaling.extraMetrics }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  behavior:
    scaleUp:
      stabilizationWindowSeconds: 0
      policies:
        - {type: Percent, value: 100, periodSeconds: 30}
        - {type: Pods, value: 4, periodSeconds: 30}
      selectPolicy: Max
    scaleDown:
      stabilizationWindowSeconds: {{ $scaling.scaleDownSeconds }}
      policies:
        - {type: Percent, value: 25, periodSeconds: 60}
{{- else if eq $scaling.engine "keda" }}
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: {{ .target }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "turnout.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .name }}
spec:
  scaleTargetRef:
    name: {{ .target }}
  pollingInterval: {{ $root.Values.keda.pollingSeconds }}
  cooldownPeriod: {{ $scaling.scaleDownSeconds }}
  minReplicaCount: {{ $scaling.minReplicas }}
  maxReplicaCount: {{ $scaling.maxReplicas }}
  {{- if or $scaling.requestsPerSecond $scaling.listeners $scaling.messages }}
  fallback:
    failureThreshold: 3
    replicas: {{ $scaling.fallbackReplicas | default $scaling.minReplicas }}
  {{- end }}
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        scaleDown:
          stabilizationWindowSeconds: {{ $scaling.scaleDownSeconds }}
          policies:
            - {type: Percent, value: 25, periodSeconds: 60}
  triggers:
    {{- with $scaling.cpuPercent }}
    - type: cpu
      metricType: Utilization
      metadata: {value: {{ . | quote }}}
    {{- end }}
    {{- with $scaling.requestsPerSecond }}
    - type: prometheus
      name: requests
      metadata:
        serverAddress: {{ $root.Values.keda.prometheusAddress | quote }}
        query: sum(rate(turnout_http_requests_total{namespace="{{ $root.Release.Namespace }}",pod=~"{{ $.target }}-.+"}[1m]))
        threshold: {{ . | quote }}
    {{- end }}
    {{- with $scaling.latencyMilliseconds }}
    - type: prometheus
      name: latency
      metricType: Value
      metadata:
        serverAddress: {{ $root.Values.keda.prometheusAddress | quote }}
        query: 1000 * histogram_quantile(0.95, sum by (le) (rate(turnout_http_request_seconds_bucket{namespace="{{ $root.Release.Namespace }}",pod=~"{{ $.target }}-.+"}[2m])))
        threshold: {{ . | quote }}
        ignoreNullValues: "true"
    {{- end }}
    {{- with $scaling.listeners }}
    - type: prometheus
      name: listeners
      metadata:
        serverAddress: {{ $root.Values.keda.prometheusAddress | quote }}
        query: sum(turnout_live_listeners{namespace="{{ $root.Release.Namespace }}",pod=~"{{ $.target }}-.+"})
        threshold: {{ . | quote }}
    {{- end }}
    {{- range $queue := $.queues }}
    {{- if $scaling.messages }}
    {{- if eq $root.Values.keda.broker "rabbitmq" }}
    - type: rabbitmq
      name: {{ $queue }}
      metadata:
        protocol: amqp
        queueName: {{ $queue }}
        mode: QueueLength
        value: {{ $scaling.messages | quote }}
      authenticationRef: {name: {{ include "turnout.fullname" $root }}-broker}
    {{- else }}
    - type: redis
      name: {{ $queue }}
      metadata:
        address: {{ $root.Values.keda.redis.address | quote }}
        databaseIndex: {{ $root.Values.keda.redis.database | quote }}
        enableTLS: {{ $root.Values.keda.redis.tls | quote }}
        listName: {{ $queue }}
        listLength: {{ $scaling.messages | quote }}
      {{- if $root.Values.keda.redis.authentication }}
      authenticationRef: {name: {{ include "turnout.fullname" $root }}-broker}
      {{- end }}
    {{- end }}
    {{- end }}
    {{- end }}
    {{- range $root.Values.onSales }}
    {{- $replicas := get .replicas $.name }}
    {{- if $replicas }}
    - type: cron
      name: {{ printf "on-sale-%s" .name }}
      metadata:
        timezone: {{ .timezone | quote }}
        start: {{ .start | quote }}
        end: {{ .end | quote }}
        desiredReplicas: {{ $replicas | quote }}
    {{- end }}
    {{- end }}
    {{- with $scaling.extraTriggers }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}
{{- end }}
