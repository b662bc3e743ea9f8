using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Prover.Host.Service.Settings;

namespace Prover.Host.Service.Logs;

/// <summary>Sets the log up: stderr, one line or one JSON object each.</summary>
internal static class LogLines
{
    /// <summary>Adds it.</summary>
    public static void Add(ILoggingBuilder logging, LogSettings settings)
    {
        _ = logging.SetMinimumLevel(settings.Verbose ? LogLevel.Debug : LogLevel.Information);
        // What the framework says about single requests may repeat parts of them.
        _ = logging.AddFilter("Microsoft", LogLevel.Critical).AddFilter("System", LogLevel.Critical);
        _ = logging.AddConsole(options =>
        {
            options.LogToStandardErrorThreshold = LogLevel.Trace;
            bool json = settings.Format == LogFormat.Json;
            options.FormatterName = json ? ConsoleFormatterNames.Json : LineFormatter.Title;
        });
        _ = logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        _ = logging.Services.Configure<JsonConsoleFormatterOptions>(options =>
        {
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "O";
        });
    }

    /// <summary><c>2026-01-31T12:00:00.000Z info  text</c>.</summary>
    private sealed class LineFormatter() : ConsoleFormatter(Title)
    {
        public const string Title = "line";

        public override void Write<TState>(
            in LogEntry<TState> entry, IExternalScopeProvider? scopes, TextWriter writer)
        {
            string level = entry.LogLevel switch
            {
                LogLevel.Error or LogLevel.Critical => "error",
                LogLevel.Warning => "warn ",
                LogLevel.Information => "info ",
                _ => "debug",
            };
            string text = entry.Formatter(entry.State, entry.Exception);
            string cause = entry.Exception is null ? "" : " " + OneLine.Of(entry.Exception);
            string time = DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", null);
            writer.WriteLine($"{time} {level} {OneLine.Of(text + cause)}");
        }
    }
}
