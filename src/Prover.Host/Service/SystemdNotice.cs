using System.Net.Sockets;
using System.Text;

namespace Prover.Host.Service;

/// <summary>Tells systemd how the service does (Type=notify); nothing where no systemd asks.</summary>
/// <remarks>Source: sd_notify(3).</remarks>
internal static class SystemdNotice
{
    /// <summary>Sends one line, like <c>READY=1</c>. A socket that is not there is no failure.</summary>
    public static void Send(string line)
    {
        string? path = Environment.GetEnvironmentVariable("NOTIFY_SOCKET");
        if (string.IsNullOrEmpty(path) || !OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            using Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            // An abstract name begins with @ in the variable and with a zero byte in the address.
            string name = path[0] == '@' ? '\0' + path[1..] : path;
            _ = socket.SendTo(Encoding.ASCII.GetBytes(line), new UnixDomainSocketEndPoint(name));
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException)
        {
            // Whoever waits for the line will say so.
        }
    }
}
