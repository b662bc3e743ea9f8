using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using Prover.Host.Service.Http;
using Prover.Host.Service.Logs;
using Prover.Host.Service.Metrics;
using Prover.Host.Service.Node;
using Prover.Host.Service.Settings;

namespace Prover.Host.Service;

/// <summary>A node: doors, parts, figures, over given ports. It reads nothing but its settings.</summary>
internal sealed class ServiceHost : IAsyncDisposable
{
    private static readonly TimeSpan HandBack = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hurry = TimeSpan.FromSeconds(0.5);

    private readonly ServiceSettings settings;
    private readonly NodeParts parts;
    private readonly WebApplication app;
    private readonly LoopSupervisor supervisor;
    private readonly NodeWatch watch;
    private readonly NodeMeters meters;
    private readonly PrometheusText text;
    private readonly StageTimes times = new();
    private readonly ILogger log;
    private MeterProvider? push;
    private volatile bool forced;

    private ServiceHost(
        ServiceSettings settings, NodeParts parts, TokenGuard tokens, Action<ILoggingBuilder> logging)
    {
        this.settings = settings;
        this.parts = parts;
        app = Listening(settings, logging);
        log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("prover");
        supervisor = new LoopSupervisor(Control, parts.Clock, log);
        watch = new NodeWatch(settings, parts, Control, supervisor, times);
        meters = new NodeMeters(watch, Control);
        text = new PrometheusText(meters.Meter);
        Map(new DoorContext(settings, parts, Control, watch, tokens, text, log));
    }

    /// <summary>Where the process is between its start and its end.</summary>
    public NodeControl Control { get; } = new();

    /// <summary>Where it listens, once it does.</summary>
    public IReadOnlyCollection<string> Urls => [.. app.Urls];

    /// <summary>How the parts do.</summary>
    public LoopSupervisor Supervisor => supervisor;

    /// <summary>A node over these ports; it neither listens nor runs yet.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="parts">The ports.</param>
    /// <param name="logging">Where log lines go; as the settings say if left out.</param>
    /// <exception cref="Cli.CommandException">A token cannot be read.</exception>
    public static ServiceHost Build(
        ServiceSettings settings, NodeParts parts, Action<ILoggingBuilder>? logging = null)
    {
        return new ServiceHost(
            settings, parts, TokenGuard.Of(settings), logging ?? (lines => LogLines.Add(lines, settings.Log)));
    }

    /// <summary>Opens the doors, starts up, starts the parts.</summary>
    /// <exception cref="IOException">An address is in use.</exception>
    public async Task StartAsync()
    {
        await app.StartAsync(Control.StopToken).ConfigureAwait(false);
        StartedNode node = await parts.StartAsync(Control, Control.DrainToken).ConfigureAwait(false);
        Control.DrainToken.ThrowIfCancellationRequested();
        watch.Ready();
        Control.Ready(node);
        push = OtlpPush.Start(settings);
        meters.Begin();
        supervisor.Start([.. node.Loops, .. OwnLoops()]);
        log.Said($"{node.Said}   page {Urls.First()}/   metrics /metrics   health /health/live /health/ready");
        SystemdNotice.Send("READY=1");
    }

    /// <summary>Waits until somebody asks for an end, then ends in order.</summary>
    /// <returns>True if everything ended in order, false if it was stopped.</returns>
    public async Task<bool> RunToEndAsync()
    {
        await Task.Delay(Timeout.Infinite, Control.DrainToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await EndAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        Control.Stop();
        await app.DisposeAsync().ConfigureAwait(false);
        push?.Dispose();
        text.Dispose();
        meters.Dispose();
        watch.Dispose();
        supervisor.Dispose();
        Control.Dispose();
    }

    private async Task<bool> EndAsync()
    {
        SystemdNotice.Send("STOPPING=1");
        DateTimeOffset began = parts.Clock.GetUtcNow();
        log.Said($"drains, asked by {Control.DrainedBy ?? "a signal"}; no new work, at most"
            + $" {settings.Node.DrainTimeout:c} for what runs");
        Task workers = supervisor.WorkersEndAsync();
        await workers.WaitAsync(settings.Node.DrainTimeout, parts.Clock, Control.StopToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!workers.IsCompleted)
        {
            log.Warned("hands back what still runs");
            Control.Stop();
            await workers.WaitAsync(HandBack).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await supervisor.StopServicesAsync().WaitAsync(forced ? Hurry : Calm)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        log.Said($"{(forced ? "stopped" : "drained")} in {(parts.Clock.GetUtcNow() - began).TotalSeconds:0.0} s");
        using CancellationTokenSource doors = new(forced ? Hurry : Calm);
        await app.StopAsync(doors.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !forced;
    }

    /// <summary>Ends everything now, whatever runs.</summary>
    public void StopNow()
    {
        forced = true;
        Control.Stop();
    }

    private IEnumerable<NodeLoop> OwnLoops()
    {
        yield return new HeartbeatLoop(watch, settings.Node.Heartbeat, parts.Clock, log).Loop;
        if (parts.Jobs is { } jobs)
        {
            yield return new EventWatchLoop(jobs, times, meters, Control, log).Loop;
        }
    }

    private void Map(DoorContext door)
    {
        _ = app.Use((http, next) => RequestGuard.RunAsync(door, http, next));
        _ = app.UseRouting();
        StateRoutes.Map(app, door);
        if (parts.Jobs is { } jobs)
        {
            IHostApplicationLifetime lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
            PageRoute.Map(app);
            BlockRoutes.Map(app, door, jobs);
            JobRoutes.Map(app, jobs);
            new EventRoutes(door, jobs, lifetime.ApplicationStopping).Map(app);
            PayloadRoutes.Map(app, door, jobs);
            new AdminRoutes(door, jobs).Map(app);
        }
    }

    private static WebApplication Listening(ServiceSettings settings, Action<ILoggingBuilder> logging)
    {
        // An empty builder reads no files and no environment of its own: settings come from one place.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ServiceHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        _ = builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Limit(options, settings));
        _ = builder.WebHost.UseUrls([.. settings.Http.Urls]);
        _ = builder.Services.AddRoutingCore();
        _ = builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        _ = builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = settings.Node.DrainTimeout);
        logging(builder.Logging);
        return builder.Build();
    }

    private static void Limit(KestrelServerOptions options, ServiceSettings settings)
    {
        HttpSettings http = settings.Http;
        options.AddServerHeader = false;
        options.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
        KestrelServerLimits limits = options.Limits;
        limits.MaxConcurrentConnections = http.MaxConnections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.RequestHeadersTimeout = http.HeaderTimeout;
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        limits.MaxRequestLineSize = 8 << 10;
        limits.MaxRequestHeadersTotalSize = 16 << 10;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestBodySize = settings.Limits.BlockSize.Bytes + 1;
        MinDataRate? rate = http.MinBytesPerSecond > 0
            ? new MinDataRate(http.MinBytesPerSecond, TimeSpan.FromSeconds(5)) : null;
        limits.MinRequestBodyDataRate = rate;
        limits.MinResponseDataRate = rate;
    }

    /// <summary>Signals are the program's: the host neither catches them nor waits for any.</summary>
    private sealed class OwnLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
