using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>Keeps the log lines of a node, the small steps too.</summary>
internal sealed class LogCatcher : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> lines = new();

    /// <summary>All lines so far.</summary>
    public string Text => string.Join('\n', lines);

    /// <summary>Makes this the only place where lines go.</summary>
    public void AddTo(ILoggingBuilder logging)
    {
        _ = logging.SetMinimumLevel(LogLevel.Debug).AddFilter("Microsoft", LogLevel.Critical).AddProvider(this);
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        lines.Enqueue(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
