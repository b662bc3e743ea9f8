using Microsoft.Extensions.Logging;

namespace Prover.Host.Service.Logs;

/// <summary>What the service writes into its log.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(1, LogLevel.Information, "{What}")]
    public static partial void Said(this ILogger log, string what);

    [LoggerMessage(2, LogLevel.Error, "{Loop} failed, again in {Seconds:0} s: {Reason}")]
    public static partial void LoopFailed(this ILogger log, string loop, string reason, double seconds);

    [LoggerMessage(3, LogLevel.Information, "{Activity}: {Counts}; {Why}")]
    public static partial void Heartbeat(this ILogger log, string activity, string counts, string why);

    [LoggerMessage(4, LogLevel.Error, "{Method} {Path} failed: {Reason}")]
    public static partial void RequestFailed(this ILogger log, string method, string path, string reason);

    [LoggerMessage(5, LogLevel.Information, "block {Job}: {Verdict}, {Bytes} bytes from {Client}")]
    public static partial void BlockCame(this ILogger log, string job, string verdict, long bytes, string client);

    [LoggerMessage(6, LogLevel.Information, "{Verb} {What} asked for by {By}: {Answer}")]
    public static partial void AdminDid(this ILogger log, string verb, string what, string by, string answer);

    [LoggerMessage(7, LogLevel.Warning, "{What}")]
    public static partial void Warned(this ILogger log, string what);

    [LoggerMessage(8, LogLevel.Information, "job {Job}: {Kind} in {Stage}{About}")]
    public static partial void JobMoved(this ILogger log, string job, string kind, string stage, string about);

    [LoggerMessage(9, LogLevel.Debug, "{Method} {Path} {Status}")]
    public static partial void Request(this ILogger log, string method, string path, int status);

    [LoggerMessage(10, LogLevel.Debug, "{What}")]
    public static partial void Worked(this ILogger log, string what);
}
