/// Where the kinds of Kubernetes keep the template of their pods, with its `metadata` and `spec`.
public enum PodTemplate {
    /// The members that lead to it from the manifest; nil for kinds that make no pods
    /// (Kubernetes API reference, workload resources: https://kubernetes.io/docs/reference/kubernetes-api/).
    public static func path(of type: String) -> [String]? {
        switch type {
        case "Pod": []
        case "CronJob.batch": ["spec", "jobTemplate", "spec", "template"]
        case "Deployment.apps", "StatefulSet.apps", "DaemonSet.apps", "ReplicaSet.apps", "Job.batch", "ReplicationController":
            ["spec", "template"]
        case "PodTemplate": ["template"]
        default: nil
        }
    }
}
