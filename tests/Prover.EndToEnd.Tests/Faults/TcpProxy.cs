using System.Net;
using System.Net.Sockets;

namespace Prover.EndToEnd.Tests.Faults;

/// <summary>A road to a server that can be cut and mended, or lose the answers to some requests.</summary>
internal sealed class TcpProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Uri server;
    private readonly Lock gate = new();
    private readonly HashSet<TcpClient> open = [];
    private readonly Task accepting;
    private byte[]? forgotten;
    private int lost;
    private bool isCut;

    public TcpProxy(Uri server)
    {
        this.server = server;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Its own end.</summary>
    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>Requests whose answers were lost.</summary>
    public int Lost => Volatile.Read(ref lost);

    /// <summary>Ends all connections and every new one.</summary>
    public void Cut()
    {
        lock (gate)
        {
            isCut = true;
            foreach (TcpClient one in open)
            {
                one.Close();
            }

            open.Clear();
        }
    }

    /// <summary>Lets connections through again.</summary>
    public void Mend()
    {
        lock (gate)
        {
            isCut = false;
        }
    }

    /// <summary>A request with this text reaches the server, but its answer does not come back; null for
    /// none.</summary>
    public void LoseAnswersTo(string? text)
    {
        lock (gate)
        {
            forgotten = text is null ? null : System.Text.Encoding.ASCII.GetBytes(text);
        }
    }

    public void Dispose()
    {
        Cut();
        listener.Dispose();
        accepting.Wait(TimeSpan.FromSeconds(5));
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient near = client;
        using TcpClient far = new();
        if (!Enter(near))
        {
            return;
        }

        try
        {
            await far.ConnectAsync(server.Host, server.Port);
            if (Enter(far))
            {
                Link link = new();
                await Task.WhenAny(
                    CopyAsync(near, far, bytes => Look(bytes, link)), CopyAsync(far, near, _ => !link.IsMute));
            }
        }
        catch (Exception end) when (end is SocketException or IOException or ObjectDisposedException)
        {
            // Cut, or one side has ended.
        }

        lock (gate)
        {
            _ = open.Remove(near);
            _ = open.Remove(far);
        }
    }

    private bool Enter(TcpClient one)
    {
        lock (gate)
        {
            return !isCut && open.Add(one);
        }
    }

    private bool Look(ReadOnlyMemory<byte> bytes, Link link)
    {
        lock (gate)
        {
            if (forgotten is { } text && bytes.Span.IndexOf(text) >= 0)
            {
                link.IsMute = true;
                lost++;
            }
        }

        return true;
    }

    /// <summary>Copies until one side ends or it is told to stop.</summary>
    private static async Task CopyAsync(TcpClient from, TcpClient to, Func<ReadOnlyMemory<byte>, bool> goOn)
    {
        byte[] buffer = new byte[1 << 16];
        while (true)
        {
            int length = await from.GetStream().ReadAsync(buffer);
            if (length == 0 || !goOn(buffer.AsMemory(0, length)))
            {
                return;
            }

            await to.GetStream().WriteAsync(buffer.AsMemory(0, length));
        }
    }

    /// <summary>One connection; it is mute once an answer on it is to be lost.</summary>
    private sealed class Link
    {
        public volatile bool IsMute;
    }
}
