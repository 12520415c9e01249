namespace Telco;

/// <summary>A row as ML.NET gets it: a member for each column of ../../telco-churn/schema.json, of the same name in C#'s writing.</summary>
#pragma warning disable CS1591 // schema.json says what each column means
public sealed class Customer
{
    // The label: true for a customer who left.
    public bool Churn { get; set; }

    public float Female { get; set; }

    public float SeniorCitizen { get; set; }

    public float Partner { get; set; }

    public float Dependents { get; set; }

    public float Tenure { get; set; }

    public float PhoneService { get; set; }

    public string MultipleLines { get; set; } = "";

    public string InternetService { get; set; } = "";

    public string OnlineSecurity { get; set; } = "";

    public string OnlineBackup { get; set; } = "";

    public string DeviceProtection { get; set; } = "";

    public string TechSupport { get; set; } = "";

    public string StreamingTv { get; set; } = "";

    public string StreamingMovies { get; set; } = "";

    public string Contract { get; set; } = "";

    public float PaperlessBilling { get; set; }

    public string PaymentMethod { get; set; } = "";

    public float MonthlyCharges { get; set; }

    public float TotalCharges { get; set; }
}
