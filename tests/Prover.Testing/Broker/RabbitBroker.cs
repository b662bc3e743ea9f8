using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Prover.Testing;

/// <summary>A RabbitMQ broker as a plain child process on free loopback ports, with a data folder of its own.</summary>
/// <remarks>The server's script starts Erlang in its own place, so the process that is started is the broker, and can
/// be killed by its id.</remarks>
public sealed class RabbitBroker : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("prover-rabbit-").FullName;
    private readonly int _port = FreePort();
    private readonly int _clusterPort = FreePort();
    private readonly int _namePort = FreePort();
    private WatchedProcess? _names;
    private WatchedProcess? _server;

    /// <summary>Its address.</summary>
    public Uri Address => new($"amqp://guest:guest@127.0.0.1:{_port}/");

    /// <summary>A broker for a test that kills it: what others do with a shared one in the second before a kill would
    /// be damaged.</summary>
    public static RabbitBroker Started()
    {
        var broker = new RabbitBroker();
        broker.Start();
        return broker;
    }

    /// <summary>Starts it, with what is left of an earlier run, and waits until it takes connections.</summary>
    public void Start()
    {
        _names ??= WatchedProcess.Start(
            RabbitPackage.Epmd!, null, "-port", $"{_namePort}", "-address", "127.0.0.1");
        File.WriteAllText(
            InFolder("rabbitmq.conf"),
            $"listeners.tcp.1 = 127.0.0.1:{_port}\nlog.console = false\nlog.file.level = warning\n");
        File.WriteAllText(InFolder("enabled_plugins"), "[].\n");
        _server = WatchedProcess.Start(RabbitPackage.Server!, Environment());
        Drain(_server.Output);
        var clock = Stopwatch.StartNew();
        while (!TakesConnections())
        {
            Assert.False(_server.HasExited, "the broker ended while it started: " + Log());
            Assert.True(clock.Elapsed < StartLimit, "the broker did not start: " + Log());
            Thread.Sleep(100);
        }
    }

    /// <summary>Waits until a quorum queue that was just declared survives a kill: the broker answers first and writes
    /// the names of its members down a little later (README.md of Prover.Queue, "A broker that is new").</summary>
    public static Task SettleAsync() => Task.Delay(TimeSpan.FromSeconds(2));

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        _server?.Dispose();
        _server = null;
    }

    public void Dispose()
    {
        Kill();
        _names?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Dictionary<string, string> Environment() => new(StringComparer.Ordinal)
    {
        ["HOME"] = _folder,
        ["RUNNING_UNDER_SYSTEMD"] = "true", // No shell around it, as under systemd; systemd itself is not needed.
        ["ERL_EPMD_PORT"] = $"{_namePort}",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODENAME"] = "prover@localhost",
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = $"{_port}",
        ["RABBITMQ_DIST_PORT"] = $"{_clusterPort}",
        ["RABBITMQ_MNESIA_BASE"] = InFolder("mnesia"),
        ["RABBITMQ_LOG_BASE"] = InFolder("log"),
        ["RABBITMQ_CONFIG_FILE"] = InFolder("rabbitmq.conf"),
        ["RABBITMQ_CONF_ENV_FILE"] = InFolder("none"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = InFolder("enabled_plugins"),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
    };

    /// <summary>The broker greets a wrong protocol with its own: it is up when it answers.</summary>
    private bool TakesConnections()
    {
        try
        {
            using var client = new TcpClient { ReceiveTimeout = 5000 };
            client.Connect(IPAddress.Loopback, _port);
            client.GetStream().Write("GETS\0\0\0\0"u8);
            return client.GetStream().ReadByte() == 'A';
        }
        catch (Exception problem) when (problem is SocketException or IOException)
        {
            return false;
        }
    }

    private string Log()
    {
        string folder = InFolder("log");
        return Directory.Exists(folder)
            ? string.Concat(Directory.GetFiles(folder).Select(File.ReadAllText))
            : "it wrote no log";
    }

    private string InFolder(string name) => Path.Combine(_folder, name);

    private static void Drain(StreamReader output) => _ = Task.Run(async () =>
    {
        while (await output.ReadLineAsync() is not null)
        {
            // Nobody reads its banner.
        }
    });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
