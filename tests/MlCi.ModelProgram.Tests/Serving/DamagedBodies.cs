using System.Text;

namespace MlCi.Modeling.Tests.Serving;

/// <summary>Bodies of requests, damaged in many ways: the same seed makes the same ones.</summary>
public static class DamagedBodies
{
    private static readonly string[] Sound =
    [
        """{"x": 50, "colour": "red", "n": 3, "flag": true, "note": null}""",
        """[{"x": 1.5, "colour": "green \"\u00e9\""}, {"colour": "red", "x": 99, "note": "ab"}]""",
        """{"rows": [{"x": 0, "colour": "red", "y": "no"}]}""",
        """{"id": "a", "inputs": [{"name": "x", "datatype": "FP64", "shape": [2], "data": [1, 2]}, {"name": "colour", "datatype": "BYTES", "shape": [2, 1], "data": [["red"], ["red"]]}]}""",
    ];

    private static readonly string[] Pieces =
    [
        "NaN", "Infinity", "1e999", "-0", "\"\\ud800\"", "\"\\u0000\"", "[", "]", "{", "}", "[[[[[[[[[[[[[[[[[[[[", "null", "\"x\":", ",", "\"", "\\", "\u2028", "1e-400",
        "99999999999999999999999999999999999999", "\"rows\":[]", "/**/", "'", "\"colour\":\"red\"", "\uFEFF", "true", "0x1F", ".5", "-", "\"shape\":[-1]", "\"data\":[[[1]]]",
    ];

    /// <summary>One of the bodies.</summary>
    public static byte[] Make(int seed)
    {
        var random = new Random(seed);
        List<byte> body = [.. Encoding.UTF8.GetBytes(Sound[random.Next(Sound.Length)])];
        for (int times = random.Next(0, 4); times > 0 && body.Count > 1; times--)
        {
            int at = random.Next(body.Count);
            int length = random.Next(1, Math.Min(20, body.Count - at + 1));
            switch (random.Next(7))
            {
                case 0:
                    body[at] = (byte)random.Next(256);
                    break;
                case 1:
                    body.RemoveRange(at, Math.Min(length, body.Count - at));
                    break;
                case 2:
                    body.InsertRange(at, body.GetRange(at, Math.Min(length, body.Count - at)));
                    break;
                case 3:
                    body.RemoveRange(at, body.Count - at);
                    break;
                case 4:
                    body.InsertRange(at, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Pieces[random.Next(Pieces.Length)], random.Next(1, 300)))));
                    break;
                default:
                    body.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
            }
        }

        return [.. body];
    }

    /// <summary>Sends bodies to both endpoints, and counts the answers by their status.</summary>
    public static async Task<Dictionary<int, int>> Send(HttpClient client, int count, int from = 0)
    {
        Dictionary<int, int> statuses = [];
        for (int seed = from; seed < from + count; seed++)
        {
            using var content = new ByteArrayContent(Make(seed));
            content.Headers.TryAddWithoutValidation("Content-Type", seed % 50 == 0 ? "text/json;" : "application/json");
            using HttpResponseMessage answer = await client.PostAsync(new Uri(seed % 3 == 0 ? "/v2/models/model/infer" : "/predict", UriKind.Relative), content);
            await answer.Content.ReadAsByteArrayAsync();
            statuses[(int)answer.StatusCode] = statuses.GetValueOrDefault((int)answer.StatusCode) + 1;
        }

        return statuses;
    }
}
